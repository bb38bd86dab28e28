package com.nae.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public surface of the API as text: every package with its version, every public type, every member that others
 * can call or override. Made from compiled classes, so that it says what a bundle links against and not what a comment
 * claims.
 */
final class ApiSurface {
    private static final Set<String> OF_EVERY_RECORD = Set.of("equals", "hashCode", "toString");
    private final Path classes;
    private final Map<String, String> versions;

    /** @param classes the folder of compiled classes, with bnd's manifest in it */
    ApiSurface(Path classes) throws IOException {
        this.classes = classes;
        versions = PackageVersions.exported(classes.resolve("META-INF/MANIFEST.MF"));
    }

    /** The version of each package by its name. */
    Map<String, String> versions() {
        return versions;
    }

    /** The lines of each package by its name, the first of them with its version. */
    Map<String, List<String>> packages() throws IOException {
        Map<String, List<String>> surface = new TreeMap<>();
        for (String name : versions.keySet()) {
            List<String> lines = new ArrayList<>(List.of("package " + name + " " + versions.get(name)));
            types(name).forEach(type -> lines.addAll(describe(type)));
            surface.put(name, lines);
        }
        return surface;
    }

    private List<Class<?>> types(String inPackage) throws IOException {
        try (Stream<Path> files = Files.list(classes.resolve(inPackage.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
                    .map(name -> load(inPackage + "." + name.substring(0, name.length() - ".class".length())))
                    .filter(ApiSurface::visible)
                    .sorted((a, b) -> a.getName().compareTo(b.getName()))
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiSurface.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** Whether a type and all around it can be named from another package. */
    private static boolean visible(Class<?> type) {
        if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic() || !open(type.getModifiers())) {
            return false;
        }
        return type.getEnclosingClass() == null || visible(type.getEnclosingClass());
    }

    private static boolean open(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private List<String> describe(Class<?> type) {
        List<String> lines = new ArrayList<>(List.of("", role(type) + header(type)));
        members(type).map(member -> "    " + member).forEach(lines::add);
        return lines;
    }

    /**
     * Who implements the type: OSGi's annotations are kept in the class file but not at run time, so they are looked
     * for in its bytes.
     */
    private String role(Class<?> type) {
        try {
            Path file = classes.resolve(type.getName().replace('.', '/') + ".class");
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            if (bytes.contains("org/osgi/annotation/versioning/ConsumerType")) {
                return "consumer ";
            }
            return bytes.contains("org/osgi/annotation/versioning/ProviderType") ? "provider " : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(Class<?> type) {
        String above = type.isInterface() || type.isEnum() || type.isRecord() || type.getSuperclass() == Object.class
                ? ""
                : " extends " + simple(type.getGenericSuperclass());
        String interfaces = list(type.isInterface() ? " extends " : " implements ", type.getGenericInterfaces());
        String permits = type.isSealed() ? list(" permits ", type.getPermittedSubclasses()) : "";
        return kind(type) + " " + named(type) + parameters(type) + components(type) + above + interfaces + permits;
    }

    private static String kind(Class<?> type) {
        if (type.isInterface()) {
            return type.isSealed() ? "sealed interface" : "interface";
        }
        if (type.isEnum()) {
            return "enum";
        }
        if (type.isRecord()) {
            return "record";
        }
        return (Modifier.isAbstract(type.getModifiers()) ? "abstract " : "")
                + (Modifier.isFinal(type.getModifiers()) ? "final " : "") + "class";
    }

    private static String named(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private static String parameters(Class<?> type) {
        String inner =
                Arrays.stream(type.getTypeParameters()).map(Type::getTypeName).collect(Collectors.joining(", "));
        return inner.isEmpty() ? "" : "<" + inner + ">";
    }

    private static String components(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(component -> simple(component.getGenericType()) + " " + component.getName())
                        .collect(Collectors.joining(", ", "(", ")"))
                : "";
    }

    private static String list(String word, Type[] types) {
        return types.length == 0
                ? ""
                : word + Arrays.stream(types).map(ApiSurface::simple).collect(Collectors.joining(", "));
    }

    private static Stream<String> members(Class<?> type) {
        Stream<String> constants = type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(one -> ((Enum<?>) one).name())
                : Stream.empty();
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> !field.isEnumConstant() && counts(field, field))
                .map(ApiSurface::field)
                .sorted();
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> counts(constructor, constructor) && !canonical(type, constructor))
                .map(constructor -> named(type)
                        + signature(constructor.getGenericParameterTypes(), constructor.getGenericExceptionTypes()))
                .sorted();
        Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> counts(method, method) && !method.isBridge() && !implied(type, method))
                .map(ApiSurface::method)
                .sorted();
        return Stream.of(constants, fields, constructors, methods).flatMap(all -> all);
    }

    private static boolean counts(Member member, AnnotatedElement same) {
        return open(member.getModifiers()) && !member.isSynthetic();
    }

    private static boolean canonical(Class<?> type, Constructor<?> constructor) {
        return type.isRecord()
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray());
    }

    /** Whether a method follows from the header: accessors of a record, {@code values} of an enum. */
    private static boolean implied(Class<?> type, Method method) {
        if (type.isEnum()) {
            return method.getName().equals("values") || method.getName().equals("valueOf");
        }
        return type.isRecord()
                && (OF_EVERY_RECORD.contains(method.getName())
                        || Arrays.stream(type.getRecordComponents())
                                .anyMatch(component -> component.getAccessor().equals(method)));
    }

    private static String field(Field field) {
        return modifiers(field.getModifiers()) + simple(field.getGenericType()) + " " + field.getName()
                + constant(field);
    }

    /** A constant's value is compiled into the callers, so it is part of the promise. */
    private static String constant(Field field) {
        boolean inlined = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        try {
            return inlined ? " = " + field.get(null) : "";
        } catch (IllegalAccessException e) {
            return "";
        }
    }

    private static String method(Method method) {
        String parameters = Arrays.stream(method.getTypeParameters())
                .map(parameter -> parameter.getName() + bound(parameter.getBounds()))
                .collect(Collectors.joining(", "));
        return (method.isDefault() ? "default " : "")
                + modifiers(method.getModifiers())
                + (parameters.isEmpty() ? "" : "<" + parameters + "> ")
                + simple(method.getGenericReturnType()) + " " + method.getName()
                + signature(method.getGenericParameterTypes(), method.getGenericExceptionTypes());
    }

    private static String bound(Type[] bounds) {
        return bounds.length == 1 && bounds[0] == Object.class ? "" : list(" extends ", bounds);
    }

    private static String modifiers(int modifiers) {
        return (Modifier.isProtected(modifiers) ? "protected " : "") + (Modifier.isStatic(modifiers) ? "static " : "");
    }

    private static String signature(Type[] parameters, Type[] exceptions) {
        return "(" + list("", parameters) + ")" + list(" throws ", exceptions);
    }

    /** A type without its packages: the file is for people, and no two of its types share a simple name. */
    private static String simple(Type type) {
        return type.getTypeName().replaceAll("\\b(?:[a-z][\\w]*\\.)+", "").replace('$', '.');
    }
}
