package org.tocsin.center;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The documents describe the keys that are read, all of them and no others. */
class CenterDocTest {
    private static final Path DOCUMENT = Path.of("../docs/center.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\|[^|]*\\| (required|[^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void everyKeyIsDescribedAndEveryDescribedKeyIsRead() throws IOException {
        compare(DOCUMENT, Shape.ALL);
        compare(Path.of("../docs/drill.md"), Shape.OF_SCENARIO);
    }

    private static void compare(Path document, List<Shape> shapes) throws IOException {
        var described = new TreeSet<String>();
        ROW.matcher(Files.readString(document))
                .results()
                .map(row -> row.group(1) + (row.group(2).equals("required") ? " required" : ""))
                .forEach(described::add);
        var known = new TreeSet<String>();
        for (Shape shape : shapes) {
            for (Shape.Key key : shape.keys()) {
                String path = shape.path().isEmpty() ? key.name() : shape.path() + "." + key.name();
                known.add(path + (key.required() ? " required" : ""));
            }
        }

        assertThat(described).isEqualTo(known);
    }

    @Test
    void itsExamplesTogetherAreACenter() throws IOException {
        String yaml =
                String.join(
                        "\n",
                        EXAMPLE.matcher(Files.readString(DOCUMENT))
                                .results()
                                .map(MatchResult::group)
                                .map(block -> block.replaceAll("```(yaml)?\n?", ""))
                                .toList());

        Center center = CenterFile.read(Files.writeString(folder.resolve("doc.yaml"), yaml));

        assertThat(center.units()).isNotEmpty();
    }
}
