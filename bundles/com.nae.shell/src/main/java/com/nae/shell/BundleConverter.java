package com.nae.shell;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The converter of an argument of a Gogo command to a bundle: by its id, or by its symbolic name and then the highest
 * version, as in {@code felix:update com.nae.health}.
 */
@Component(property = Converter.CONVERTER_CLASSES + "=org.osgi.framework.Bundle")
public final class BundleConverter implements Converter {
    private final BundleContext context;

    @Activate
    public BundleConverter(BundleContext context) {
        this.context = context;
    }

    @Override
    public Object convert(Class<?> wanted, Object given) {
        return wanted == Bundle.class && given instanceof CharSequence ? find(given.toString()) : null;
    }

    private Bundle find(String word) {
        Bundle byId = word.matches("\\d{1,18}") ? context.getBundle(Long.parseLong(word)) : null;
        return byId != null
                ? byId
                : Arrays.stream(context.getBundles())
                        .filter(b -> word.equals(b.getSymbolicName()))
                        .max(Comparator.comparing(Bundle::getVersion))
                        .orElse(null);
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        return null;
    }
}
