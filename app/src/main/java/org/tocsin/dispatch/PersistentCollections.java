package org.tocsin.dispatch;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.Converter;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Teaches Jackson to read persistent collections; it writes them as any collection. */
final class PersistentCollections extends SimpleModule {
    private static final long serialVersionUID = 1;

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializers(new Readers());
    }

    private static final class Readers extends Deserializers.Base {
        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return type == PVector.class || type == PSet.class || type == PMap.class;
        }

        @Override
        public @Nullable ValueDeserializer<?> findCollectionDeserializer(
                CollectionType type,
                DeserializationConfig config,
                BeanDescription.Supplier description,
                @Nullable TypeDeserializer elementTypes,
                @Nullable ValueDeserializer<?> elements) {
            if (type.getRawClass() == PVector.class) {
                return reader(type, listOf(type), (List<Object> list) -> TreePVector.from(list));
            }
            if (type.getRawClass() == PSet.class) {
                return reader(type, listOf(type), (List<Object> list) -> HashTreePSet.from(list));
            }
            return null;
        }

        @Override
        public @Nullable ValueDeserializer<?> findMapDeserializer(
                MapType type,
                DeserializationConfig config,
                BeanDescription.Supplier description,
                @Nullable KeyDeserializer keys,
                @Nullable TypeDeserializer elementTypes,
                @Nullable ValueDeserializer<?> elements) {
            if (type.getRawClass() != PMap.class) return null;
            Function<TypeFactory, JavaType> plain =
                    types ->
                            types.constructMapType(
                                    Map.class, type.getKeyType(), type.getContentType());
            return reader(type, plain, (Map<Object, Object> map) -> HashTreePMap.from(map));
        }

        private static Function<TypeFactory, JavaType> listOf(CollectionType type) {
            return types -> types.constructCollectionType(List.class, type.getContentType());
        }

        private static <P, T> ValueDeserializer<T> reader(
                JavaType type, Function<TypeFactory, JavaType> plain, Function<P, T> make) {
            return new StdConvertingDeserializer<>(new FromPlain<>(type, plain, make));
        }
    }

    private record FromPlain<P, T>(
            JavaType type, Function<TypeFactory, JavaType> plain, Function<P, T> make)
            implements Converter<P, T> {
        @Override
        public T convert(DeserializationContext context, P value) {
            return make.apply(value);
        }

        @Override
        public T convert(SerializationContext context, P value) {
            return make.apply(value);
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return plain.apply(types);
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return type;
        }
    }
}
