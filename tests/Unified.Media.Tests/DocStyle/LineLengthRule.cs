namespace Unified.Media.Tests;

/// <summary>A line has at most 150 columns, as .editorconfig says. The compiler does not check it.</summary>
internal sealed class LineLengthRule : StyleRule
{
    private const int MaxColumns = 150;

    public override bool AppliesTo(SourceFile file) => file.IsBelow("src", "tests", "benchmarks");

    public override IEnumerable<int> Check(SourceFile file) =>
        file.Lines.Index().Where(line => line.Item.Length > MaxColumns).Select(line => line.Index);
}
