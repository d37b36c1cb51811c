using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;
using Unified.Media.Postgres;
using Unified.Media.Supabase;

namespace Unified.Media.Packages.Tests;

public sealed class OptionsPageTests
{
    /// <summary>Set this variable to write the page.</summary>
    private const string WriteVariable = "UNIFIED_MEDIA_WRITE_OPTIONS";

    [Fact]
    public void Page_lists_every_option_with_its_default()
    {
        var path = Path.Combine(PackedPackages.Metadata("RepositoryRoot"), "docs", "options.md");

        var page = OptionsPage.Generate(
            ("Unified.Media", "Media", new UnifiedMediaOptions()),
            ("Unified.Media.Postgres", "Media:Postgres", new PostgresCatalogOptions()),
            ("Unified.Media.Migrations", "Media:Migrations", new SchemaOptions()),
            ("Unified.Media.Supabase", "Media:Supabase", new SupabaseStorageOptions()),
            ("Unified.Media.LegacyMigration", "Media:LegacyMigration", new LegacyMigrationOptions()));
        if (Environment.GetEnvironmentVariable(WriteVariable) is { Length: > 0 })
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), page);
    }
}
