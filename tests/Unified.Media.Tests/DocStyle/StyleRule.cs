namespace Unified.Media.Tests;

/// <summary>A rule for the text of source files.</summary>
internal abstract class StyleRule
{
    /// <summary>The rules by name.</summary>
    public static IReadOnlyDictionary<string, StyleRule> All { get; } = new Dictionary<string, StyleRule>
    {
        ["summary opening"] = new SummaryOpeningRule(),
        ["orphaned line"] = new OrphanedLineRule(),
        ["line length"] = new LineLengthRule(),
        ["test name"] = new TestNameRule(),
        ["vague pronoun"] = new VaguePronounRule(),
        ["constant name"] = new ConstantNameRule(),
    };

    /// <summary>True when the rule applies to the file.</summary>
    public abstract bool AppliesTo(SourceFile file);

    /// <summary>Returns the indexes of the lines that break the rule.</summary>
    public abstract IEnumerable<int> Check(SourceFile file);
}
