using System.CommandLine.Parsing;
using System.Globalization;

namespace Unified.Media.Tool;

/// <summary>Parses the values of options and arguments. Errors name the option and say which values it accepts.</summary>
internal static class ValueParsers
{
    public static Guid? ParseUuid(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Guid.TryParse(text, out var id))
        {
            return id;
        }

        result.AddError($"{GetName(result)} must be a UUID, not '{text}'.");
        return null;
    }

    /// <summary>Creates a parser of whole numbers within a range.</summary>
    public static Func<ArgumentResult, int?> Number(int min = int.MinValue, int max = int.MaxValue) => result =>
    {
        var text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            result.AddError($"{GetName(result)} must be a whole number, not '{text}'.");
        }
        else if (number < min || number > max)
        {
            result.AddError(max == int.MaxValue
                ? $"{GetName(result)} must be {min} or more."
                : $"{GetName(result)} must be between {min} and {max}.");
        }
        else
        {
            return number;
        }

        return null;
    };

    /// <summary>Creates a parser that accepts only the given words.</summary>
    public static Func<ArgumentResult, string?> OneOf(params string[] words) => result =>
    {
        var text = result.Tokens[0].Value;
        if (words.Contains(text))
        {
            return text;
        }

        result.AddError($"{GetName(result)} must be one of: {string.Join(", ", words)}.");
        return null;
    };

    private static string GetName(ArgumentResult result) =>
        result.Parent is OptionResult option ? option.Option.Name : $"<{result.Argument.Name}>";
}
