package org.tocsin.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.road.Profile;
import org.tocsin.road.RoadClass;
import org.tocsin.road.SpeedFactor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

class ProfileFileTest {
    @TempDir Path folder;

    private DrivingProfiles read(String... files) throws IOException {
        Files.writeString(folder.resolve("center.yaml"), Sample.WHOLE);
        Path profiles = Files.createDirectories(folder.resolve("profiles"));
        for (int i = 0; i < files.length; i++) {
            Files.writeString(profiles.resolve("p%d.yaml".formatted(i)), files[i]);
        }
        return CenterFile.readWhole(folder).profiles();
    }

    private static Profile named(DrivingProfiles profiles, String name) {
        return profiles.all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void whatIsWrittenIsReadBackAsItWas() throws IOException {
        String[] files = Profile.STANDARD.stream().map(ProfileText::write).toArray(String[]::new);

        List<Profile> read = read(files).all();

        assertThat(read.stream().map(ProfileFileTest::atGreenwich).toList())
                .isEqualTo(Profile.STANDARD);
        assertThat(read.getFirst().zone()).isEqualTo(ZoneId.of("Europe/Lisbon"));
    }

    private static Profile atGreenwich(Profile profile) {
        return profile.with(profile.name(), ZoneOffset.UTC, profile.factors());
    }

    @Test
    void aFileChangesOnlyWhatItNames() throws IOException {
        DrivingProfiles profiles =
                read(
                        """
                        name: old-town
                        like: heavy-appliance
                        vehicle: {height_meters: 3.1}
                        may: {against_oneways: always}
                        speeds_kmh: {primary: 50, track: never}
                        barriers_seconds: {gate: 30.5, chain: never}
                        turns_seconds: {u_turn: 60}
                        """);

        Profile old = named(profiles, "old-town");
        assertThat(profiles.all()).hasSize(6);
        assertThat(old.vehicle().heightMeters()).isEqualTo(3.1);
        assertThat(old.vehicle().weightTonnes()).isEqualTo(18);
        assertThat(old.may().againstOneways()).isEqualTo(Profile.Against.ALWAYS);
        assertThat(old.speeds().kmh()).containsEntry(RoadClass.PRIMARY, 50.0);
        assertThat(old.speeds().kmh()).doesNotContainKey(RoadClass.TRACK);
        assertThat(old.delays().barriers())
                .containsEntry(org.tocsin.road.Barrier.GATE, Duration.ofMillis(30_500))
                .doesNotContainKey(org.tocsin.road.Barrier.CHAIN);
        assertThat(old.delays().uTurn()).isEqualTo(Duration.ofMinutes(1));
        assertThat(old.delays().turn()).isEqualTo(Profile.HEAVY.delays().turn());
    }

    @Test
    void hoursAreByTheCentersClock() throws IOException {
        DrivingProfiles profiles =
                read(
                        """
                        name: lights-and-sirens
                        hours:
                          - {when: mon-fri 07:00-09:00, roads: [primary], factor: 0.8}
                          - {when: sun 22:30-02:00, factor: 1.2}
                        """);

        Profile lights = profiles.of("anybody");
        SpeedFactor morning = lights.factors().getFirst();
        assertThat(morning.quartersOfWeek()).hasSize(40).contains(28, 35, 4 * 96 + 32);
        assertThat(lights.factors().getLast().quartersOfWeek())
                .hasSize(14)
                .contains(6 * 96 + 90, 6 * 96 + 95, 0, 7)
                .doesNotContain(6 * 96 + 89, 8);
        // Half past seven of a Monday there.
        Instant monday =
                java.time.LocalDateTime.parse("2026-11-23T07:30").atZone(lights.zone()).toInstant();
        assertThat(lights.factorsAt(monday)).containsExactly(morning);
        assertThat(lights.changesAfter(monday)).isEqualTo(monday.plus(Duration.ofMinutes(90)));
        assertThat(lights.factorsAt(monday.plus(Duration.ofHours(2)))).isEmpty();
    }

    @Test
    void aUnitNamesItsProfile() throws IOException {
        Files.writeString(
                folder.resolve("center.yaml"),
                Sample.SMALLEST.replaceFirst(
                        "crew_size: ", "profile: heavy-appliance, crew_size: "));

        DrivingProfiles profiles = CenterFile.readWhole(folder).profiles();

        assertThat(profiles.ofUnit()).hasSize(1);
        String callSign = profiles.ofUnit().keySet().iterator().next();
        assertThat(profiles.of(callSign).name()).isEqualTo("heavy-appliance");
        assertThat(profiles.of("another").name()).isEqualTo("lights-and-sirens");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "speeds_kmh: {primry: 50} | 2:14 speeds_kmh.primry | maybe primary",
                "vehicle: {height_meters: 31} | 2:26 vehicle.height_meters | a number from 0.1 to"
                        + " 10",
                "like: heavy | 2:7 like | one of lights-and-sirens, normal-driving",
                "hours: [{when: mon 07:20-09:00, factor: 0.8}] | hours[0].when | full quarters",
                "hours: [{when: mon 07:00-09:00, factor: 8}] | hours[0].factor | from 0.1 to 2",
                "hours: [{when: mon 07:00-09:00}] | hours[0] | it, with a part of the usual speed",
                "may: {against_oneways: sometimes} | may.against_oneways | never, where_signed,"
                        + " always",
                "slowest_kmh: 200 | slowest_kmh | fastest_kmh not below slowest_kmh",
                "hieght: 3 | unknown key | one of name, like"
            })
    void faultsAreNamedWithTheirPlace(String line, String place, String expected)
            throws IOException {
        CenterFileException faults =
                catchThrowableOfType(
                        CenterFileException.class, () -> read("name: mine\n" + line + "\n"));

        assertThat(faults).hasMessageContaining("profiles/p0.yaml:2:");
        assertThat(faults).hasMessageContaining(place);
        assertThat(faults).hasMessageContaining(expected);
    }

    @Test
    void aUnitMayNotNameWhatIsNotThere() throws IOException {
        Files.writeString(
                folder.resolve("center.yaml"),
                Sample.SMALLEST.replaceFirst(
                        "crew_size: ", "profile: heavy-aplliance, crew_size: "));

        CenterFileException faults =
                catchThrowableOfType(
                        CenterFileException.class, () -> CenterFile.readWhole(folder).profiles());

        assertThat(faults).hasMessageContaining("maybe heavy-appliance");
    }
}
