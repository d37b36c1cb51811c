using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Unified.Media.Tests;

/// <summary>The source folders of the types of an assembly, according to its debug symbols.</summary>
internal sealed class SourceFolders
{
    /// <summary>Marks the record of a type without a method body, such as an enumeration or an interface, in a portable PDB file.</summary>
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly Dictionary<Type, string> _folders = [];
    private readonly string _root;

    /// <param name="assembly">An assembly with a portable PDB file in the same folder.</param>
    /// <param name="root">The end of the path of the source folder of the assembly.</param>
    public SourceFolders(Assembly assembly, string root)
    {
        _root = $"/{root}/";
        using var stream = File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb"));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        var symbols = provider.GetMetadataReader();
        foreach (var parts in assembly.GetTypes().GroupBy(Outermost))
        {
            // A generated part is in the folder obj.
            var folder = parts.SelectMany(part => DocumentsOf(part, symbols)).Select(FolderOf).FirstOrDefault(name => name is not (null or "obj"));
            if (folder is not null)
            {
                _folders[parts.Key] = folder;
            }
        }
    }

    /// <summary>Returns the first folder below the root; empty at the root itself; null for a compiler-generated type.</summary>
    public string? Find(Type type) => _folders.GetValueOrDefault(Outermost(type));

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<string> DocumentsOf(Type type, MetadataReader symbols) => type.GetMembers(TypeReferences.Declared)
        .OfType<MethodBase>()
        .Select(method => symbols.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(RowOf(method))).Document)
        .Append(DocumentWithoutBody(type, symbols))
        .Where(document => !document.IsNil)
        .Select(document => symbols.GetString(symbols.GetDocument(document).Name));

    private static DocumentHandle DocumentWithoutBody(Type type, MetadataReader symbols) =>
        symbols.GetCustomDebugInformation(MetadataTokens.TypeDefinitionHandle(RowOf(type)))
            .Select(symbols.GetCustomDebugInformation)
            .Where(record => symbols.GetGuid(record.Kind) == TypeDocuments)
            .Select(record => MetadataTokens.DocumentHandle(symbols.GetBlobReader(record.Value).ReadCompressedInteger()))
            .FirstOrDefault();

    private static int RowOf(MemberInfo member) => member.MetadataToken & 0xFFFFFF;

    private string? FolderOf(string document)
    {
        var path = document.Replace('\\', '/');
        var start = path.LastIndexOf(_root, StringComparison.Ordinal) + _root.Length;
        if (start < _root.Length)
        {
            return null;
        }

        var end = path.IndexOf('/', start);
        return end < 0 ? "" : path[start..end];
    }
}
