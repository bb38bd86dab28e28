package com.nae.base.json;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Gson's view of the optionals: the value itself, or null. A field that the JSON lacks altogether is not passed to an
 * adapter: Gson leaves it null, so a record that is read must give such a component a value in its compact constructor.
 */
final class OptionalAdapters implements TypeAdapterFactory {
    @Override
    @SuppressWarnings("unchecked")
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        Class<? super T> raw = type.getRawType();
        if (raw == Optional.class) {
            return (TypeAdapter<T>) optional(gson, type.getType());
        }
        if (raw == OptionalInt.class) {
            return (TypeAdapter<T>)
                    new Nullable<>(gson.getAdapter(Integer.class), OptionalAdapters::boxed, OptionalAdapters::asInt);
        }
        if (raw == OptionalLong.class) {
            return (TypeAdapter<T>)
                    new Nullable<>(gson.getAdapter(Long.class), OptionalAdapters::boxed, OptionalAdapters::asLong);
        }
        if (raw == OptionalDouble.class) {
            return (TypeAdapter<T>)
                    new Nullable<>(gson.getAdapter(Double.class), OptionalAdapters::boxed, OptionalAdapters::asDouble);
        }
        return null;
    }

    private static TypeAdapter<?> optional(Gson gson, Type type) {
        Type of = type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
        return nullable(gson.getAdapter(TypeToken.get(of)));
    }

    private static <V> TypeAdapter<Optional<V>> nullable(TypeAdapter<V> value) {
        return new Nullable<>(value, optional -> optional.orElse(null), Optional::ofNullable);
    }

    private static Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static OptionalInt asInt(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static OptionalLong asLong(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static OptionalDouble asDouble(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** An adapter of an optional {@code O} by the adapter of its value {@code V}. */
    private static final class Nullable<O, V> extends TypeAdapter<O> {
        private final TypeAdapter<V> value;
        private final Function<O, V> unwrap;
        private final Function<V, O> wrap;

        Nullable(TypeAdapter<V> value, Function<O, V> unwrap, Function<V, O> wrap) {
            this.value = value;
            this.unwrap = unwrap;
            this.wrap = wrap;
        }

        @Override
        public void write(JsonWriter out, O optional) throws IOException {
            V inner = optional == null ? null : unwrap.apply(optional);
            if (inner == null) {
                out.nullValue();
            } else {
                value.write(out, inner);
            }
        }

        @Override
        public O read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return wrap.apply(null);
            }
            return wrap.apply(value.read(in));
        }
    }
}
