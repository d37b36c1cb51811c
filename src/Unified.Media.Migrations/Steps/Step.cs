using System.Security.Cryptography;
using System.Text;

namespace Unified.Media.Migrations;

/// <summary>A step of the schema, parsed from its file.</summary>
/// <param name="Module">The name of the module.</param>
/// <param name="Number">The position in the module; unique there.</param>
/// <param name="Title">The name of the file without kind and extension, such as <c>0020_media</c>.</param>
/// <param name="Kind">The kind of the step.</param>
/// <param name="Template">The text with LF line endings and placeholders for names.</param>
internal sealed record Step(string Module, int Number, string Title, StepKind Kind, string Template)
{
    // Separates the statements of a concurrent step, which are sent one by one.
    private const string Separator = "\n-- step\n";

    /// <summary>The name in reports and messages: <c>0020_media</c> in the core, <c>legacy/0100_legacy_tables</c> in a module.</summary>
    public string Name => NameOf(Module, Title);

    /// <summary>The SHA-256 of the template. It does not depend on the names of schemas and roles, nor on line endings.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Template)));

    public static string NameOf(string module, string title) => module == SchemaModule.CoreName ? title : $"{module}/{title}";

    /// <summary>Returns the statements of a concurrent step.</summary>
    public static IEnumerable<string> Split(string sql) =>
        sql.Split(Separator).Select(statement => statement.Trim().TrimEnd(';')).Where(statement => statement.Length > 0);
}
