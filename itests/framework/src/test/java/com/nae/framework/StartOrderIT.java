package com.nae.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.osgi.framework.BundleException;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Bundles that stop, start and fail beside those that ship: the others go on. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class StartOrderIT {
    @Inject
    private BundleContext context;

    @Inject
    private ServiceComponentRuntime components;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.onEmptyHome()};
    }

    @Test
    public void aBundleWhoseActivatorThrowsStopsNoOther() throws Exception {
        Bundle broken = context.installBundle(
                "broken",
                TestBundle.of(
                        "broken",
                        Map.of(
                                "Bundle-Activator",
                                FailingActivator.class.getName(),
                                "Import-Package",
                                "org.osgi.framework"),
                        FailingActivator.class));
        assertEquals(List.of("broken"), namesNotRunning(broken));
        broken.uninstall();
    }

    @Test
    public void aBundleThatLacksAPackageStopsNoOther() throws Exception {
        Bundle broken = context.installBundle(
                "lacking", TestBundle.of("lacking", Map.of("Import-Package", "com.example.absent")));
        assertEquals(List.of("lacking"), namesNotRunning(broken));
        broken.uninstall();
    }

    @Test
    public void ourBundlesStartInAnyOrder() throws Exception {
        List<Bundle> ours = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("com.nae."))
                .toList();
        for (Bundle bundle : ours) {
            bundle.stop();
        }
        for (int last = ours.size() - 1; last >= 0; last--) {
            ours.get(last).start();
        }
        assertEquals(List.of(), unsatisfied());
    }

    private List<String> unsatisfied() {
        return components.getComponentDescriptionDTOs().stream()
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .filter(configuration ->
                        (configuration.state & (ComponentConfigurationDTO.SATISFIED | ComponentConfigurationDTO.ACTIVE))
                                == 0)
                .map(configuration -> configuration.description.name)
                .toList();
    }

    private List<String> namesNotRunning(Bundle broken) {
        try {
            broken.start();
        } catch (BundleException e) {
            assertTrue(e.getMessage(), e.getMessage().contains(broken.getSymbolicName()));
        }
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::getSymbolicName)
                .toList();
    }
}
