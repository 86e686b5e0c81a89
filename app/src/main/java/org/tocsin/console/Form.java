package org.tocsin.console;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a JSON value in a request must look like: reads it, or says everything that is wrong with
 * it. The API's document is written from the same forms.
 */
sealed interface Form {
    /** No time of this century's work lies outside. */
    Instant FIRST_TIME = Instant.parse("1970-01-01T00:00:00Z");

    Instant LAST_TIME = Instant.parse("2100-01-01T00:00:00Z");

    /** In words, after "expected". */
    String expected();

    /**
     * The value, if it is right; else nothing, and the errors have grown.
     *
     * @param path of this value, such as {@code request.location.point}
     */
    @Nullable Object read(JsonNode node, String path, List<Problem.FieldError> errors);

    private static @Nullable Object wrong(
            JsonNode node, String path, Form form, List<Problem.FieldError> errors) {
        errors.add(new Problem.FieldError(path, Shown.of(node), form.expected()));
        return null;
    }

    /**
     * @param most characters (UTF-16 code units)
     */
    record Text(int least, int most) implements Form {
        @Override
        public String expected() {
            return "text of %d to %d characters".formatted(least, most);
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<Problem.FieldError> errors) {
            if (!node.isString()) return wrong(node, path, this, errors);
            String text = node.stringValue();
            if (text.length() < least || text.length() > most) {
                errors.add(
                        new Problem.FieldError(
                                path, "%d characters".formatted(text.length()), expected()));
                return null;
            }
            if (hasHalfCharacter(text)) {
                errors.add(
                        new Problem.FieldError(
                                path, "half a surrogate pair", "whole Unicode characters"));
                return null;
            }
            if (least > 0 && text.isBlank()) {
                errors.add(new Problem.FieldError(path, "only blanks", expected()));
                return null;
            }
            return text;
        }

        private static boolean hasHalfCharacter(String text) {
            return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
        }
    }

    /** A whole number; {@code wide} makes a {@code Long}, else an {@code Integer}. */
    record Whole(long least, long most, boolean wide) implements Form {
        @Override
        public String expected() {
            return "a whole number from %d to %d".formatted(least, most);
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<Problem.FieldError> errors) {
            if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                return wrong(node, path, this, errors);
            }
            long value = node.longValue();
            if (value < least || value > most) return wrong(node, path, this, errors);
            return wide ? (Object) value : (Object) Math.toIntExact(value);
        }
    }

    record Decimal(double least, double most) implements Form {
        @Override
        public String expected() {
            return "a number from %s to %s".formatted(plain(least), plain(most));
        }

        private static String plain(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<Problem.FieldError> errors) {
            if (!node.isNumber()) return wrong(node, path, this, errors);
            double value = node.asDouble();
            if (!(value >= least && value <= most)) return wrong(node, path, this, errors);
            return value;
        }
    }

    record Flag() implements Form {
        @Override
        public String expected() {
            return "true or false";
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<Problem.FieldError> errors) {
            return node.isBoolean() ? node.booleanValue() : wrong(node, path, this, errors);
        }
    }

    /** One of the names of an enum. */
    record Choice(List<Enum<?>> values) implements Form {
        List<String> names() {
            return values.stream().map(Enum::name).toList();
        }

        @Override
        public String expected() {
            return "one of " + String.join(", ", names());
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<Problem.FieldError> errors) {
            if (!node.isString()) return wrong(node, path, this, errors);
            for (Enum<?> value : values) {
                if (value.name().equals(node.stringValue())) return value;
            }
            return wrong(node, path, this, errors);
        }
    }

    record Time() implements Form {
        @Override
        public String expected() {
            return "a time such as 2026-11-21T09:30:00Z, from 1970 to 2099";
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<Problem.FieldError> errors) {
            if (!node.isString()) return wrong(node, path, this, errors);
            Optional<Instant> time = parse(node.stringValue());
            return time.isPresent() ? time.get() : wrong(node, path, this, errors);
        }

        static Optional<Instant> parse(String text) {
            try {
                Instant time = OffsetDateTime.parse(text).toInstant();
                boolean near = !time.isBefore(FIRST_TIME) && time.isBefore(LAST_TIME);
                return near ? Optional.of(time) : Optional.empty();
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    record Items(Form each, int least, int most) implements Form {
        @Override
        public String expected() {
            return "a list of %d to %d".formatted(least, most);
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<Problem.FieldError> errors) {
            if (!node.isArray()) return wrong(node, path, this, errors);
            if (node.size() < least || node.size() > most) {
                errors.add(
                        new Problem.FieldError(
                                path, "a list of %d".formatted(node.size()), expected()));
                return null;
            }
            var items = new ArrayList<Object>(node.size());
            for (int i = 0; i < node.size(); i++) {
                Object item = each.read(node.get(i), "%s[%d]".formatted(path, i), errors);
                if (item != null) items.add(item);
                if (errors.size() > Problem.MAX_ERRORS) return null;
            }
            return items.size() == node.size() ? List.copyOf(items) : null;
        }
    }

    /**
     * One member of an object.
     *
     * @param optional may be left out or null; then the value is an empty {@code Optional}
     */
    record Member(String name, Form form, boolean optional) {}

    /** An object that becomes a record. */
    record Fields(Class<?> made, List<Member> members, Optional<String> tag) implements Form {
        @Override
        public String expected() {
            return "an object with " + names();
        }

        private String names() {
            return String.join(", ", members.stream().map(Member::name).toList());
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<Problem.FieldError> errors) {
            if (!node.isObject()) return wrong(node, path, this, errors);
            int before = errors.size();
            refuseUnknown(node, path, errors);
            var values = new ArrayList<Object>(members.size());
            for (Member member : members) {
                Object value = member(member, node, path, errors);
                if (value != null) values.add(value);
            }
            return errors.size() > before ? null : make(values.toArray(), path, errors);
        }

        private void refuseUnknown(JsonNode node, String path, List<Problem.FieldError> errors) {
            var known = new TreeSet<>(members.stream().map(Member::name).toList());
            tag.ifPresent(known::add);
            for (String name : node.propertyNames()) {
                if (known.contains(name) || errors.size() > Problem.MAX_ERRORS) continue;
                errors.add(
                        new Problem.FieldError(
                                join(path, Shown.of(name)),
                                "an unknown field",
                                known.isEmpty()
                                        ? "no fields"
                                        : "one of " + String.join(", ", known)));
            }
        }

        private static @Nullable Object member(
                Member member, JsonNode node, String path, List<Problem.FieldError> errors) {
            JsonNode value = node.get(member.name());
            boolean left = value == null || value.isNull();
            String memberPath = join(path, member.name());
            if (left && member.optional()) return Optional.empty();
            if (left) {
                errors.add(new Problem.FieldError(memberPath, "nothing", member.form().expected()));
                return null;
            }
            Object read = member.form().read(value, memberPath, errors);
            if (read == null) return null;
            return member.optional() ? Optional.of(read) : read;
        }

        private @Nullable Object make(
                Object[] values, String path, List<Problem.FieldError> errors) {
            Constructor<?> constructor = made.getDeclaredConstructors()[0];
            try {
                constructor.setAccessible(true);
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException cause)) {
                    throw new IllegalStateException(e);
                }
                errors.add(
                        new Problem.FieldError(
                                path.isEmpty() ? "body" : path,
                                Shown.of(String.valueOf(cause.getMessage())),
                                expected()));
                return null;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        static String join(String path, String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }

    /** An object that becomes a record, and that something else. */
    record Made(Fields fields, Function<Object, Object> made) implements Form {
        @Override
        public String expected() {
            return fields.expected();
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<Problem.FieldError> errors) {
            Object read = fields.read(node, path, errors);
            if (read == null) return null;
            try {
                return made.apply(read);
            } catch (IllegalArgumentException e) {
                String found = Shown.of(String.valueOf(e.getMessage()));
                errors.add(new Problem.FieldError(path, found, expected()));
                return null;
            }
        }
    }

    /** An object whose tag says which of several it is. */
    record OneOf(String tag, Map<String, Fields> kinds) implements Form {
        @Override
        public String expected() {
            return "an object with \"%s\": one of %s"
                    .formatted(tag, String.join(", ", kinds.keySet()));
        }

        @Override
        public @Nullable Object read(JsonNode node, String path, List<Problem.FieldError> errors) {
            if (!node.isObject()) return wrong(node, path, this, errors);
            JsonNode said = node.get(tag);
            Fields kind = said == null || !said.isString() ? null : kinds.get(said.stringValue());
            if (kind != null) return kind.read(node, path, errors);
            errors.add(
                    new Problem.FieldError(
                            Fields.join(path, tag),
                            said == null ? "nothing" : Shown.of(said),
                            "one of " + String.join(", ", kinds.keySet())));
            return null;
        }
    }
}
