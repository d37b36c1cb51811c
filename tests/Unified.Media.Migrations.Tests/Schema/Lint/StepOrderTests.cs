using System.Text.RegularExpressions;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Functions call only functions of the same or earlier steps.</summary>
public sealed partial class StepOrderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Function_calls_no_function_of_a_later_step()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyB, Cancel);
        var forward = new List<string>();

        foreach (var (file, _) in SchemaSteps.Files)
        {
            await SchemaSteps.ApplyAsync(database.ConnectionString, name => name == file, cancellationToken: Cancel);
            var functions = await SqlFunctions.ReadAsync(database, Cancel);
            forward.AddRange(Unknown(functions).Select(call => $"{file}: {call}").Where(line => !forward.Exists(line.EndsWith)));
        }

        Assert.Empty(forward);
    }

    [Fact]
    public void Call_of_an_unknown_function_is_found() =>
        Assert.Equal(
            ["get_a calls get_c"],
            Unknown(
            [
                new() { Name = "get_a", Source = "begin perform unified_media.get_b(1); -- unified_media.get_d()\n insert into "
                    + "unified_media.t (x) select unified_media.get_c(); end" },
                new() { Name = "get_b" },
            ]));

    private static IEnumerable<string> Unknown(IReadOnlyList<SqlFunction> functions)
    {
        var known = functions.Select(function => function.Name).ToHashSet();
        return
            from function in functions
            from Match call in Call().Matches(Comment().Replace(function.Source, string.Empty))
            where !known.Contains(call.Groups["name"].Value)
            select $"{function.Name} calls {call.Groups["name"].Value}";
    }

    [GeneratedRegex(@"\bunified_media\.(?<name>\w+)\(")]
    private static partial Regex Call();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();
}
