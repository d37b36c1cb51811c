using Microsoft.Extensions.Options;

namespace Unified.Media;

/// <summary>Lists every failure of options by its configuration path: keys that cannot be read first, then broken rules.</summary>
/// <param name="bound">The configurations.</param>
/// <param name="section">The section of the options in each of them; empty for the library's own.</param>
/// <param name="reader">Finds the keys that cannot be read.</param>
/// <param name="isOwn">Tells keys of these options from those of packages.</param>
/// <param name="findFailures">The rules: one sentence per failure, each beginning with its path in the section.</param>
internal sealed class SectionValidator<TOptions>(
    BoundConfigurations bound, string section, SectionReader<TOptions> reader, Func<string, bool> isOwn,
    Func<TOptions, IEnumerable<string>> findFailures) : IValidateOptions<TOptions>
    where TOptions : class, new()
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var path = BoundConfigurations.Join(bound.Path, section);
        string[] failures =
        [
            .. bound.All.SelectMany(configuration => reader.FindFailures(BoundConfigurations.SectionOf(configuration, section), isOwn)),
            .. findFailures(options).Select(failure => BoundConfigurations.Join(path, failure)),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
