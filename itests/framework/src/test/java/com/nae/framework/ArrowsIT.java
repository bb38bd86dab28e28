package com.nae.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The dependencies of what ships: bundles know the API alone, and every component finds its references. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ArrowsIT {
    /** The jar that bundles embed; it is no bundle. */
    private static final String EMBEDDED = "com.nae.base";

    @Inject
    private BundleContext context;

    @Inject
    private ServiceComponentRuntime components;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.onEmptyHome()};
    }

    @Test
    public void everyBundleRuns() {
        List<String> dead = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .filter(bundle -> bundle.getHeaders().get("Fragment-Host") == null)
                .map(Bundle::getSymbolicName)
                .toList();
        assertEquals(List.of(), dead);
        assertFalse("nothing of ours was booted", ours().findAny().isEmpty());
    }

    @Test
    public void everyBundleOfTheTreeShips() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("nae.project"), "bundles"))) {
            List<String> missing = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals(EMBEDDED))
                    .filter(name -> Files.notExists(Distribution.BUNDLES.resolve(name + ".jar")))
                    .toList();
            assertEquals("launcher/pom.xml and bundles/pom.xml name every bundle", List.of(), missing);
        }
    }

    @Test
    public void theEmbeddedJarShipsInsideBundlesAlone() {
        assertFalse(EMBEDDED + ".jar ships", Files.exists(Distribution.BUNDLES.resolve(EMBEDDED + ".jar")));
        List<String> arrows = Arrays.stream(context.getBundles())
                .filter(bundle -> String.valueOf(bundle.getHeaders().get("Import-Package"))
                        .contains(EMBEDDED + "."))
                .map(Bundle::getSymbolicName)
                .toList();
        assertEquals("bundles that import what they should embed", List.of(), arrows);
        assertTrue(
                "no bundle embeds it",
                ours().anyMatch(bundle ->
                        bundle.getEntry(EMBEDDED.replace('.', '/') + "/thread/DaemonThreads.class") != null));
    }

    @Test
    public void ourBundlesKnowTheApiAndNoSibling() {
        List<String> siblings = ours().flatMap(
                        bundle -> bundle.adapt(BundleWiring.class).getRequiredWires(null).stream())
                .filter(wire -> ours(wire.getProvider().getBundle())
                        && !wire.getProvider().getSymbolicName().equals("com.nae.api"))
                .filter(wire -> wire.getCapability().getNamespace().equals("osgi.wiring.package")
                        || wire.getCapability().getNamespace().equals("osgi.wiring.bundle"))
                .map(ArrowsIT::arrow)
                .toList();
        assertEquals(List.of(), siblings);
    }

    @Test
    public void onlyTheApiExportsPackages() {
        List<String> exporters = ours().filter(bundle -> bundle.getHeaders().get("Export-Package") != null)
                .map(Bundle::getSymbolicName)
                .toList();
        assertEquals(List.of("com.nae.api"), exporters);
    }

    @Test
    public void everyComponentFindsWhatItNeeds() {
        List<String> unsatisfied = components.getComponentDescriptionDTOs().stream()
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .filter(configuration ->
                        (configuration.state & (ComponentConfigurationDTO.SATISFIED | ComponentConfigurationDTO.ACTIVE))
                                == 0)
                .map(configuration -> configuration.description.name + " lacks "
                        + Arrays.stream(configuration.unsatisfiedReferences)
                                .map(reference -> reference.name + " " + reference.target)
                                .toList())
                .toList();
        assertEquals(List.of(), unsatisfied);
    }

    @Test
    public void noReferencesOfComponentsFormACircle() {
        List<ComponentDescriptionDTO> all = List.copyOf(components.getComponentDescriptionDTOs());
        List<String> circles = all.stream()
                .filter(one -> reaches(one, one, all, new HashSet<>()))
                .map(one -> one.name)
                .toList();
        assertEquals("SCR binds no circle of references", List.of(), circles);
    }

    private static boolean reaches(
            ComponentDescriptionDTO from,
            ComponentDescriptionDTO wanted,
            List<ComponentDescriptionDTO> all,
            Set<String> seen) {
        List<String> asked = Arrays.stream(from.references)
                .map(reference -> reference.interfaceName)
                .toList();
        return all.stream()
                .filter(next -> Arrays.stream(next.serviceInterfaces).anyMatch(asked::contains))
                .anyMatch(next ->
                        next.name.equals(wanted.name) || seen.add(next.name) && reaches(next, wanted, all, seen));
    }

    private Stream<Bundle> ours() {
        return Arrays.stream(context.getBundles()).filter(ArrowsIT::ours);
    }

    private static boolean ours(Bundle bundle) {
        return bundle.getSymbolicName().startsWith("com.nae.");
    }

    private static String arrow(BundleWire wire) {
        return wire.getRequirer().getSymbolicName() + " -> "
                + wire.getProvider().getSymbolicName() + " " + wire.getCapability();
    }
}
