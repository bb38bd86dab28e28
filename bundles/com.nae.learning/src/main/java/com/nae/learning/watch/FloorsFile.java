package com.nae.learning.watch;

import com.nae.api.process.InstanceId;
import com.nae.base.file.AtomicWrite;
import com.nae.learning.forecast.FloorSeries;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that keeps the floors of all instances while NAE does not run. A file that is damaged or of another version
 * is ignored.
 */
public final class FloorsFile {
    private static final Logger LOG = LoggerFactory.getLogger(FloorsFile.class);
    private static final int VERSION = 0x4e414501;
    private final Path file;

    public FloorsFile(Path file) {
        this.file = file;
    }

    /** Replaces the file atomically. A failure is logged only: floors can be learned again. */
    public void save(Map<InstanceId, InstanceFloors> all) {
        try {
            AtomicWrite.to(file).stream(to -> write(all, to));
        } catch (IOException e) {
            LOG.warn("The resource history could not be saved for the next start: {}", e.toString());
        }
    }

    private static void write(Map<InstanceId, InstanceFloors> all, OutputStream to) throws IOException {
        CheckedOutputStream sum = new CheckedOutputStream(to, new CRC32());
        DataOutputStream out = new DataOutputStream(sum);
        out.writeInt(VERSION);
        out.writeInt(all.size());
        for (Map.Entry<InstanceId, InstanceFloors> one : all.entrySet()) {
            out.writeUTF(one.getKey().toString());
            write(one.getValue(), out);
        }
        out.writeLong(sum.getChecksum().getValue());
    }

    /** The floors that were saved, or none. */
    public Map<InstanceId, InstanceFloors> load() {
        Map<InstanceId, InstanceFloors> all = new HashMap<>();
        if (!Files.exists(file)) {
            return all;
        }
        try (CheckedInputStream sum =
                        new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), new CRC32());
                DataInputStream in = new DataInputStream(sum)) {
            if (in.readInt() != VERSION) {
                throw new IOException("it has another version");
            }
            for (int left = in.readInt(); left > 0; left--) {
                all.put(InstanceId.parse(in.readUTF()), read(in));
            }
            long found = sum.getChecksum().getValue();
            if (in.readLong() != found) {
                throw new IOException("it is damaged");
            }
            return all;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} is ignored: {}", file, e.toString());
            return new HashMap<>();
        }
    }

    private static void write(InstanceFloors floors, DataOutputStream out) throws IOException {
        out.writeLong(floors.started().toEpochMilli());
        out.writeInt(floors.byResource().size());
        for (Map.Entry<String, FloorSeries> one : floors.byResource().entrySet()) {
            out.writeUTF(one.getKey());
            one.getValue().write(out);
        }
    }

    private static InstanceFloors read(DataInputStream in) throws IOException {
        Instant started = Instant.ofEpochMilli(in.readLong());
        Map<String, FloorSeries> byResource = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            byResource.put(in.readUTF(), FloorSeries.read(in));
        }
        return new InstanceFloors(started, byResource);
    }
}
