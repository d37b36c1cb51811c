using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Unified.Media.Packages.Tests;

/// <summary>Generates the page <c>docs/options.md</c>: every option with its configuration path, its default and its summary.</summary>
internal static partial class OptionsPage
{
    private const string Introduction =
        """
        # Options

        Options are set in code or in configuration. `Bind` reads a configuration section, and each package reads a section in it:

        <!-- compiled: Configuration -->
        ```csharp
        builder.Services.AddUnifiedMedia(media => media
            .UseEmbedded("./media")
            .Bind(builder.Configuration.GetSection("Media"))
            .Configure(options => options.Videos.MaxDuration = TimeSpan.FromMinutes(10)));
        ```

        ```json
        {
          "Media": {
            "ContentBaseUrl": "/api/media",
            "Images": { "MaxBytes": 10485760, "ContentTypes": [ "image/jpeg", "image/png", "image/webp" ] },
            "Videos": { "MaxBytes": 104857600 },
            "Remote": { "TotalTimeout": "00:00:30" },
            "Janitor": { "Interval": "00:01:00" }
          }
        }
        ```

        The options are validated when the application starts. One message lists every failure of every package with its configuration path: values
        out of range, values of the wrong type, unknown keys, missing connection strings.

        The tables are generated from the option types.

        """;

    public static string Generate(params IEnumerable<(string Title, string Path, object Options)> sections)
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var (title, path, options) in sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| option | default | description |\n|---|---|---|\n");
            foreach (var (name, value, property) in Options(path, options))
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{name}` | {Default(value, property)} | {Summary(property)} |\n");
            }
        }

        return page.ToString();
    }

    private static IEnumerable<(string Path, object? Value, PropertyInfo Property)> Options(string path, object options)
    {
        foreach (var property in options.GetType().GetProperties().OrderBy(property => property.MetadataToken))
        {
            var value = property.GetValue(options);
            var isGroup = value is not null and not string and not IEnumerable and not ValueType;
            if (isGroup)
            {
                foreach (var option in Options($"{path}:{property.Name}", value!))
                {
                    yield return option;
                }
            }
            else
            {
                yield return ($"{path}:{property.Name}", value, property);
            }
        }
    }

    private static string Default(object? value, PropertyInfo property) => value switch
    {
        null when IsSetInCode(property.PropertyType) => "not set (code only)",
        null => "not set",
        "" => "empty",
        string text => $"`{text}`",
        bool flag => flag ? "`true`" : "`false`",
        IEnumerable => "empty",
        TimeSpan time => $"`{time:c}`",
        IFormattable number => number.ToString("N0", CultureInfo.InvariantCulture),
        _ => $"`{value}`",
    };

    private static bool IsSetInCode(Type type) =>
        typeof(Delegate).IsAssignableFrom(type) || (type.Namespace?.StartsWith("Npgsql", StringComparison.Ordinal) ?? false);

    private static string Summary(PropertyInfo property)
    {
        var file = Path.ChangeExtension(property.DeclaringType!.Assembly.Location, ".xml");
        var name = $"P:{property.DeclaringType.FullName}.{property.Name}";
        var summary = XDocument.Load(file).Descendants("member").Single(member => member.Attribute("name")!.Value == name).Element("summary")!;
        return Space().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } target => $"`{ShortName(target.Value)}`",
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("langword")?.Value}`",
        XElement element => $"`{element.Value}`",
        _ => "",
    };

    /// <summary>Returns the name of a type or of a property of an option type alone, and any other member with its type.</summary>
    private static string ShortName(string target)
    {
        var parts = target[2..].Split('(')[0].Split('.');
        return target[0] == 'T' || parts[^2].EndsWith("Options", StringComparison.Ordinal) ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
