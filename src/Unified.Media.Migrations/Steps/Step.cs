using System.Security.Cryptography;
using System.Text;

namespace Unified.Media.Migrations;

/// <summary>One step of the schema, as its file has it.</summary>
/// <param name="Module">The name of its module.</param>
/// <param name="Number">Its place in the order of its module; unique there.</param>
/// <param name="Title">The file's name without kind and extension: <c>0020_media</c>.</param>
/// <param name="Kind">How it is run.</param>
/// <param name="Template">Its text with LF line ends; names are placeholders.</param>
internal sealed record Step(string Module, int Number, string Title, StepKind Kind, string Template)
{
    // A line that separates the statements of a concurrent step: each must be sent alone.
    private const string Separator = "\n-- step\n";

    /// <summary>The name in reports and messages: <c>0020_media</c> in the core, <c>legacy/0020_words</c> in the module <c>legacy</c>.</summary>
    public string Name => NameOf(Module, Title);

    /// <summary>SHA-256 of the template, so names of schemas and roles and line ends do not matter.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Template)));

    public static string NameOf(string module, string title) => module == SchemaModule.CoreName ? title : $"{module}/{title}";

    /// <summary>The statements that a concurrent step sends one by one.</summary>
    public static IEnumerable<string> Split(string sql) =>
        sql.Split(Separator).Select(statement => statement.Trim().TrimEnd(';')).Where(statement => statement.Length > 0);
}
