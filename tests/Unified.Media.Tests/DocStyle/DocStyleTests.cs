namespace Unified.Media.Tests;

/// <summary>Tests the rules of names, comments and layout that a machine can check in every source file.</summary>
public sealed class DocStyleTests
{
    // Every rule applies to the files of the kit, which are both product and tests.
    private const string KitFile = "src/Unified.Media.Testing/Some.cs";

    public static TheoryData<string> Rules => [.. StyleRule.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Sources_follow_the_rule(string name)
    {
        var rule = StyleRule.All[name];

        string[] broken =
        [
            .. from file in SourceFile.All
               where rule.AppliesTo(file)
               from index in rule.Check(file)
               select $"{file.Path}:{index + 1}: {file.Lines[index].Trim()}",
        ];

        Assert.True(broken.Length == 0, $"The rule \"{name}\" is broken in:\n{string.Join('\n', broken)}");
    }

    [Theory]
    [InlineData("summary opening", "/// <summary>What a store keeps.</summary>")]
    [InlineData("summary opening", "/// <summary>As whom a call runs.</summary>")]
    [InlineData("summary opening", "/// <summary>\n    /// When the item was stored, in UTC.\n    /// </summary>")]
    [InlineData("orphaned line", "/// Objects that come and go may or may not\n/// be\n/// part of the list.")]
    [InlineData("orphaned line", "    // One <see cref=\"Item\"/> two\n    // three four five six.")]
    [InlineData("orphaned line", "// https://example.org\n// continues here with a sentence.")]
    [InlineData("test name", "[Fact]\npublic void A_b_c_d_e_f_g_h_i_j_k_l_m()")]
    [InlineData("test name", "[Theory]\n[InlineData(\"()\")]\npublic async Task A_b_c_d_e_f_g_h_i_j_k_l_m(string text)")]
    [InlineData("vague pronoun", "call(); // Nobody waits for the result.")]
    [InlineData("vague pronoun", "/// <summary>Tells somebody.</summary>")]
    [InlineData("constant name", "private const int MostBytes = 1;")]
    [InlineData("constant name", "public static readonly TimeSpan Longest = TimeSpan.FromHours(6);")]
    [InlineData("constant name", "public static TimeSpan ShortestDelay { get; } = TimeSpan.Zero;")]
    public void Rule_reports_bad_source(string name, string source) => Assert.NotEmpty(Check(name, KitFile, source));

    [Theory]
    [InlineData("summary opening", "/// <summary>Stores an item. Whatever fails leaves no object.</summary>")]
    [InlineData("summary opening", "/// <summary>\n/// Returns the item.\n/// </summary>")]
    [InlineData("orphaned line", "/// A paragraph of more than three words\n/// ends shortly.")]
    [InlineData("orphaned line", "/// <summary>\n/// Ends shortly.\n/// </summary>")]
    [InlineData("orphaned line", "// Short.\n\n// Another comment of some length.")]
    [InlineData("orphaned line", "// Abilities:\n// listing, signing and the deletion of batches.")]
    [InlineData("orphaned line", "call(); // short\nother(); // and another short one")]
    [InlineData("test name", "[Fact]\npublic void A_b_c_d_e_f_g_h_i_j_k_l()")]
    [InlineData("vague pronoun", "var text = \"nobody\";")]
    [InlineData("constant name", "private const int MaxBytes = 1;\nprivate int Longest(string text) => 0;")]
    public void Rule_accepts_good_source(string name, string source) => Assert.Empty(Check(name, KitFile, source));

    [Fact]
    public void Rules_read_SQL_comments()
    {
        Assert.Equal([1], Check("orphaned line", "src/Schema/0001.sql", "-- A comment of many words that\n-- ends\n-- after three lines."));
        Assert.Equal([0], Check("vague pronoun", "src/Schema/0001.sql", "select 1; -- nobody reads it"));
        Assert.Empty(Check("orphaned line", "src/Schema/0001.sql", "-- step\n-- Creates the index of a table."));
        Assert.Empty(Check("orphaned line", "src/Schema/0001.sql", "-- Then execute:\n--   begin;\n--   delete from media where id is null;"));
    }

    [Fact]
    public void Line_length_rule_reports_column_151()
    {
        Assert.Empty(Check("line length", "src/A.cs", new string('a', 150)));
        Assert.Equal([1], Check("line length", "src/A.cs", "\n" + new string('a', 151)));
    }

    [Fact]
    public void Rules_apply_to_the_sources_of_every_folder()
    {
        Assert.All(["src/", "tests/", "benchmarks/", "samples/"], folder =>
            Assert.Contains(SourceFile.All, file => file.Path.StartsWith(folder, StringComparison.Ordinal)));
        Assert.Contains(SourceFile.All, file => file.IsSql);
        Assert.All(StyleRule.All.Values, rule => Assert.Contains(SourceFile.All, rule.AppliesTo));
    }

    private static int[] Check(string name, string path, string source)
    {
        var file = new SourceFile(path, source.Split('\n'));
        Assert.True(StyleRule.All[name].AppliesTo(file));
        return [.. StyleRule.All[name].Check(file)];
    }
}
