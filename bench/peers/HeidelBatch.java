import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.logging.LogManager;

/**
 * HeidelTime's Arabic rules over many sentences in one JVM: lines "date TAB sentence" in, one line of TimeML for each out, and the
 * seconds that reading took, without the first sentences (second argument: how many), as the last line.
 */
public final class HeidelBatch {
    private HeidelBatch() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        LogManager.getLogManager().reset();
        System.setOut(System.err); // the library talks on the standard output
        HeidelTimeStandalone tagger =
                new HeidelTimeStandalone(
                        Language.ARABIC, DocumentType.NEWS, OutputType.TIMEML, arguments[0], POSTagger.NO);
        SimpleDateFormat form = new SimpleDateFormat("yyyy-MM-dd");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int warm = Integer.parseInt(arguments[1]);
        long spent = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t", 2);
            long started = System.nanoTime();
            String found = tagger.process(parts[1], form.parse(parts[0]));
            spent += warm-- > 0 ? 0 : System.nanoTime() - started;
            out.println(found.replace("\r", " ").replace("\n", " "));
        }
        out.println(spent / 1e9);
    }
}
