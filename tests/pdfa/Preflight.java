import java.io.File;
import java.util.TreeMap;
import org.apache.pdfbox.preflight.Format;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Preflight FILE...: says of each file whether it is PDF/A-1b, and if not, why. Exit code 1 when one is not. */
public class Preflight {
	static ValidationResult validate(String file) throws Exception {
		PreflightParser parser = new PreflightParser(new File(file));
		try {
			parser.parse(Format.PDF_A1B);
		} catch (SyntaxValidationException e) {
			return e.getResult();
		}
		try (PreflightDocument document = parser.getPreflightDocument()) {
			document.validate();
			return document.getResult();
		}
	}

	static void printErrors(ValidationResult result) {
		TreeMap<String, Integer> counts = new TreeMap<>();
		for (ValidationResult.ValidationError e : result.getErrorsList())
			counts.merge(e.getErrorCode() + " " + e.getDetails(), 1, Integer::sum);
		counts.forEach((text, n) -> System.out.println("        " + text + " (" + n + ")"));
	}

	public static void main(String[] files) throws Exception {
		boolean good = true;
		for (String file : files) {
			ValidationResult result = validate(file);
			System.out.println((result.isValid() ? "ok      " : "FAILED  ") + file + ": PDF/A-1b");
			if (!result.isValid())
				printErrors(result);
			good &= result.isValid();
		}
		System.exit(good ? 0 : 1);
	}
}
