namespace Unified.Media.Tests;

/// <summary>Tests the allowed references between the folders of the core. ARCHITECTURE.md repeats the table.</summary>
public sealed class CoreLayeringTests
{
    private const string Root = "src/Unified.Media";

    /// <summary>The folders that each folder may use, all of which precede it.</summary>
    private static readonly (string Folder, string[] MayUse)[] Layers =
    [
        ("Model", []),
        ("Errors", ["Model"]),
        ("Migrations", []),
        ("Streams", ["Errors"]),
        ("Requests", ["Model", "Errors"]),
        ("Formats", ["Model", "Errors", "Streams"]),
        ("Remote", ["Errors", "Streams"]),
        ("Options", ["Model", "Formats", "Remote"]),
        ("Diagnostics", ["Model", "Errors"]),
        ("Drivers", ["Model", "Errors", "Streams", "Requests", "Formats"]),
        ("Removal", ["Model", "Errors", "Options", "Diagnostics", "Drivers"]),
        ("Intake", ["Model", "Errors", "Streams", "Requests", "Formats", "Remote", "Options", "Diagnostics", "Drivers", "Removal"]),
        ("Listing", ["Model", "Errors", "Requests", "Options", "Diagnostics", "Drivers"]),
        ("Operations", ["Model", "Errors", "Requests", "Formats", "Options", "Diagnostics", "Drivers", "Removal", "Intake", "Listing"]),
    ];

    /// <summary>The folders that may use every folder: the root with the store, and the registrations.</summary>
    private static readonly string[] Unlimited = ["", "DependencyInjection"];

    private static readonly SourceFolders Folders = new(typeof(MediaItem).Assembly, Root);

    private static readonly Type[] CoreTypes = typeof(MediaItem).Assembly.GetTypes();

    private static readonly (Type Type, Type Used)[] Uses =
    [
        .. CoreTypes.SelectMany(type => TypeReferences.Of(type).Where(used => used.Assembly == type.Assembly), (type, used) => (type, used)),
    ];

    public static TheoryData<string> FolderNames => [.. Layers.Select(layer => layer.Folder)];

    [Theory]
    [MemberData(nameof(FolderNames))]
    public void Folder_uses_only_the_folders_of_its_row(string folder)
    {
        var allowed = Layers.Single(layer => layer.Folder == folder).MayUse;

        AssertNone(ForbiddenUses(Folders, (from, to) => from != folder || allowed.Contains(to)));
    }

    [Fact]
    public void Format_uses_no_other_format()
    {
        var formats = new SourceFolders(typeof(MediaItem).Assembly, $"{Root}/Formats");

        AssertNone(ForbiddenUses(formats, (from, to) => from.Length == 0 || to.Length == 0));
        Assert.Equal(8, CoreTypes.Select(formats.Find).Where(folder => !string.IsNullOrEmpty(folder)).Distinct().Count());
    }

    [Fact]
    public void Table_has_no_cycle()
    {
        for (var row = 0; row < Layers.Length; row++)
        {
            Assert.All(Layers[row].MayUse, used => Assert.Contains(used, Layers[..row].Select(layer => layer.Folder)));
        }
    }

    [Fact]
    public void Every_type_has_a_folder_of_the_table()
    {
        string?[] known = [.. Layers.Select(layer => layer.Folder), .. Unlimited];
        var types = CoreTypes.Where(type => type.Namespace?.StartsWith("Unified.Media", StringComparison.Ordinal) == true);

        Assert.All(types, type => Assert.Contains(Folders.Find(type), known));
    }

    [Fact]
    public void The_architecture_page_repeats_the_table()
    {
        var page = Page.Of("ARCHITECTURE.md").Text.Split('\n')
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        Assert.All(Layers, layer => Assert.Contains(
            $"{layer.Folder} ──► {(layer.MayUse.Length == 0 ? "nothing" : string.Join(", ", layer.MayUse))}", page));
    }

    private static IEnumerable<string> ForbiddenUses(SourceFolders folders, Func<string, string, bool> isAllowed) =>
        from use in Uses
        let folder = folders.Find(use.Type)
        let other = folders.Find(use.Used)
        where folder is not null && other is not null && other != folder && !isAllowed(folder, other)
        select $"{use.Type} uses {use.Used} of {other}/";

    private static void AssertNone(IEnumerable<string> uses)
    {
        string[] found = [.. uses.Distinct()];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
