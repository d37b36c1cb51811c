using Microsoft.Extensions.Options;

namespace Unified.Media;

/// <summary>Validates options and lists every failure by its configuration path: first invalid keys, then broken rules.</summary>
/// <param name="configurations">The configurations.</param>
/// <param name="section">The name of the section of the options in each configuration; empty for the settings of the library.</param>
/// <param name="reader">Finds invalid keys.</param>
/// <param name="isOptionsKey">Returns true for a key of these options, and false for a key of a package.</param>
/// <param name="findFailures">Validates the options. Returns one sentence per failure, which begins with the path in the section.</param>
internal sealed class SectionValidator<TOptions>(
    BoundConfigurations configurations, string section, SectionReader<TOptions> reader, Func<string, bool> isOptionsKey,
    Func<TOptions, IEnumerable<string>> findFailures) : IValidateOptions<TOptions>
    where TOptions : class, new()
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var path = BoundConfigurations.Join(configurations.Path, section);
        string[] failures =
        [
            .. configurations.All
                .SelectMany(configuration => reader.FindFailures(BoundConfigurations.SectionOf(configuration, section), isOptionsKey)),
            .. findFailures(options).Select(failure => BoundConfigurations.Join(path, failure)),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
