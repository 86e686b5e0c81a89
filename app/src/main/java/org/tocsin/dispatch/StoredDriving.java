package org.tocsin.dispatch;

import com.fasterxml.jackson.annotation.JsonFormat;

import org.jspecify.annotations.Nullable;
import org.tocsin.center.DrivingProfiles;
import org.tocsin.road.Barrier;
import org.tocsin.road.Holdup;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadClass;
import org.tocsin.road.Smoothness;
import org.tocsin.road.SpeedFactor;
import org.tocsin.road.Surface;
import org.tocsin.road.TrackGrade;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.module.SimpleModule;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Driving profiles as they are stored: what has no order of its own is written in one, so that the
 * same profiles are the same bytes.
 */
final class StoredDriving extends SimpleModule {
    private static final long serialVersionUID = 1;

    StoredDriving() {
        setMixInAnnotation(DrivingProfiles.class, ProfilesForm.class);
        setMixInAnnotation(Profile.Speeds.class, SpeedsForm.class);
        setMixInAnnotation(Profile.Delays.class, DelaysForm.class);
        setMixInAnnotation(SpeedFactor.class, FactorForm.class);
    }

    private abstract static class ProfilesForm {
        @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
        @Nullable Map<String, String> ofUnit;
    }

    private abstract static class SpeedsForm {
        @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
        @Nullable Map<RoadClass, Double> kmh;

        @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
        @Nullable Map<RoadClass, Double> ofLimit;

        @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
        @Nullable Map<Surface, Double> onSurface;

        @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
        @Nullable Map<TrackGrade, Double> onTrack;

        @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
        @Nullable Map<Smoothness, Double> onSmoothness;
    }

    private abstract static class DelaysForm {
        @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
        @Nullable Map<Holdup, Duration> at;

        @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
        @Nullable Map<Barrier, Duration> barriers;
    }

    private abstract static class FactorForm {
        @JsonSerialize(using = InOrder.class)
        @Nullable Set<Integer> quartersOfWeek;

        @JsonSerialize(using = InOrder.class)
        @Nullable Set<RoadClass> classes;
    }

    static final class InOrder extends ValueSerializer<Collection<?>> {
        @Override
        public void serialize(
                Collection<?> values, JsonGenerator generator, SerializationContext context) {
            generator.writeStartArray();
            for (Object value : values.stream().sorted().toList()) {
                context.writeValue(generator, value);
            }
            generator.writeEndArray();
        }
    }
}
