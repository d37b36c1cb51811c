using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>The core decides once whether owners are profiles.</summary>
public sealed class OwnerSettingTests
{
    private static readonly Guid Login = new("00000000-0000-4000-8000-0000000a0001");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Module_uses_the_owner_setting_of_the_core()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);
        await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: Cancel);
        await database.ExecuteAsync(
            $"""
            CREATE TABLE users_profile (id uuid PRIMARY KEY, user_id uuid);
            INSERT INTO users_profile VALUES (gen_random_uuid(), '{Login}'), (gen_random_uuid(), '{Login}');
            CREATE TABLE user_media (id uuid PRIMARY KEY, user_id uuid, file_path text, created_at timestamptz);
            INSERT INTO user_media VALUES (gen_random_uuid(), '{Login}', 'uploads/{Login}/a.png', '2025-10-01');
            """,
            Cancel);

        await new UnifiedMediaSchema(database.DataSource, modules: [LegacySchema.Module]).MigrateAsync(cancellationToken: Cancel);

        Assert.Equal([Login], await database.ColumnAsync<Guid>("SELECT owner_user_id FROM unified_media_view", Cancel));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM unified_media.legacy_survey() WHERE category = 'logins'", Cancel));
        var run = await database.Migration().RunAsync(cancellationToken: Cancel);
        Assert.True(run.Verification!.IsClean, run.Describe());
        Assert.Equal([Login], await database.ColumnAsync<Guid>("SELECT owner_user_id FROM media", Cancel));
    }
}
