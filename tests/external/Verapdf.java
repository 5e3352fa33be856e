import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks files against profiles: Verapdf PROFILE[,PROFILE] FILE... Each finding is a line "file, profile, what, text",
 * tab-separated; every pair of file and profile ends with a line "file, profile, checked, number of assertions".
 *
 * <p>The jar holds the profiles as XML, but no JAXB to read them with: this reads them with DOM.
 */
public final class Verapdf {
  private static final Map<String, String> PROFILES = Map.of("ua1", "PDFUA-1", "2a", "PDFA-2A", "3a", "PDFA-3A");
  private static final int MOST_FAILURES = 100;

  public static void main(String[] arguments) throws Exception {
    List<String> warnings = listen();
    VeraGreenfieldFoundryProvider.initialise();
    Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
    for (String name : arguments[0].split(",")) {
      profiles.put(name, profile(name));
    }
    for (int i = 1; i < arguments.length; i++) {
      for (Map.Entry<String, ValidationProfile> each : profiles.entrySet()) {
        warnings.clear();
        check(arguments[i], each.getKey(), each.getValue(), warnings);
      }
    }
  }

  /** Collect what the parser logs: a broken file is often only worth a warning to it. */
  private static List<String> listen() {
    List<String> warnings = new ArrayList<>();
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.WARNING);
    Logger.getLogger("").addHandler(new Handler() {
      @Override public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
          warnings.add(entry.getMessage());
        }
      }
      @Override public void flush() {}
      @Override public void close() {}
    });
    return warnings;
  }

  private static void check(String path, String name, ValidationProfile profile, List<String> warnings) {
    PDFAFlavour flavour = profile.getPDFAFlavour();
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(profile, MOST_FAILURES, false, true, false)) {
      ValidationResult result = validator.validate(parser);
      Set<String> failures = new LinkedHashSet<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          RuleId rule = assertion.getRuleId();
          failures.add(rule.getClause() + "-" + rule.getTestNumber() + " " + assertion.getMessage());
        }
      }
      if (!result.isCompliant() && failures.isEmpty()) {
        failures.add("not compliant");
      }
      failures.forEach(failure -> print(path, name, "failure", failure));
      new LinkedHashSet<>(warnings).forEach(warning -> print(path, name, "warning", warning));
      print(path, name, "checked", String.valueOf(result.getTotalAssertions()));
    } catch (Exception problem) {
      print(path, name, "unreadable", problem.toString());
    }
  }

  private static void print(String path, String profile, String what, String text) {
    System.out.println(String.join("\t", path, profile, what, String.valueOf(text).replaceAll("\\s+", " ")));
  }

  private static ValidationProfile profile(String name) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    String resource = "org/verapdf/pdfa/validation/" + PROFILES.get(name) + ".xml";
    try (InputStream in = Verapdf.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("the jar has no profile " + name);
      }
      Element root = factory.newDocumentBuilder().parse(in).getDocumentElement();
      Element details = child(root, "details");
      return Profiles.profileFromSortedValues(
          PDFAFlavour.valueOf(root.getAttribute("flavour")),
          Profiles.profileDetailsFromValues(
              text(details, "name"), text(details, "description"), details.getAttribute("creator"), new Date(0)),
          "", rules(root), variables(root));
    }
  }

  private static SortedSet<Rule> rules(Element root) {
    SortedSet<Rule> rules = new TreeSet<>(Comparator.comparing((Rule rule) -> rule.getRuleId().getClause())
        .thenComparing(rule -> rule.getRuleId().getTestNumber())
        .thenComparing(rule -> rule.getRuleId().getSpecification()));
    for (Element each : children(child(root, "rules"), "rule")) {
      Element id = child(each, "id");
      RuleId ruleId = Profiles.ruleIdFromValues(
          PDFAFlavour.Specification.valueOf(id.getAttribute("specification")), id.getAttribute("clause"),
          Integer.parseInt(id.getAttribute("testNumber")));
      Element error = child(each, "error");
      List<ErrorArgument> values = new ArrayList<>();
      for (Element value : children(child(error, "arguments"), "argument")) {
        String label = value.hasAttribute("name") ? value.getAttribute("name") : null;
        values.add(ErrorArgumentImpl.fromValues(value.getTextContent(), label, null));
      }
      Boolean deferred = each.hasAttribute("deferred") ? Boolean.valueOf(each.getAttribute("deferred")) : null;
      rules.add(Profiles.ruleFromValues(
          ruleId, each.getAttribute("object"), deferred, each.getAttribute("tags"), text(each, "description"),
          text(each, "test"), Profiles.errorFromValues(text(error, "message"), values), new ArrayList<>()));
    }
    return rules;
  }

  private static SortedSet<Variable> variables(Element root) {
    SortedSet<Variable> variables = new TreeSet<>(Comparator.comparing(Variable::getName));
    for (Element each : children(child(root, "variables"), "variable")) {
      variables.add(Profiles.variableFromValues(
          each.getAttribute("name"), each.getAttribute("object"), text(each, "defaultValue"), text(each, "value")));
    }
    return variables;
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node each = parent == null ? null : parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element && name.equals(each.getLocalName())) {
        found.add((Element) each);
      }
    }
    return found;
  }

  private static Element child(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? null : found.get(0);
  }

  private static String text(Element parent, String name) {
    Element found = child(parent, name);
    return found == null ? "" : found.getTextContent();
  }
}
