using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Objects derived from the object of an older row, such as a thumbnail.</summary>
public sealed class DerivedObjectTests
{
    private const string Find =
        """
        SELECT concat_ws(' ', m.id, m.owner_user_id, p.user_id) FROM media m
        JOIN unified_media.objects o ON o.object_id = m.object_id AND o.adopted AND o.state = 'ready'
        JOIN users_profile p ON p.id = m.owner_user_id
        WHERE m.legacy_source = 'user_media' AND m.legacy_id = m.id::text ORDER BY m.id LIMIT 1
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_of_an_object_deletes_its_derived_objects()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: false, Cancel);
        await database.Migration().RunAsync(cancellationToken: Cancel);
        var (item, owner, login) = await DeriveAsync(database);

        await database.ExecuteAsync($"UPDATE user_media SET file_path = 'uploads/' || user_id || '/images/moved.jpg' WHERE id = '{item}'", Cancel);

        Assert.True(await database.ScalarAsync<bool>(
            $"SELECT path LIKE '%/images/moved.jpg' AND object_id IS NOT NULL FROM media WHERE id = '{item}'", Cancel));
        await AssertDerivableAnewAsync(database, item, owner, login);
    }

    [Fact]
    public async Task Next_copy_reuses_id_and_roles_after_a_rollback()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: false, Cancel);
        var legacy = database.Migration();
        await legacy.RunAsync(cancellationToken: Cancel);
        var (item, owner, login) = await DeriveAsync(database);

        Assert.Equal(0, (await legacy.RollBackAsync(cancellationToken: Cancel)).Kept);
        Assert.Equal(item, await database.ScalarAsync<Guid>($"SELECT unified_media.legacy_get_media_id('user_media', '{item}')", Cancel));
        Assert.True((await legacy.RunAsync(cancellationToken: Cancel)).Verification!.IsClean);

        Assert.Equal(item, await database.ScalarAsync<Guid>($"SELECT id FROM media WHERE legacy_id = '{item}'", Cancel));
        await AssertDerivableAnewAsync(database, item, owner, login);
    }

    [Fact]
    public async Task Restored_row_gets_its_id_and_roles_again()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: false, Cancel);
        await database.Migration().RunAsync(cancellationToken: Cancel);
        var (item, owner, login) = await DeriveAsync(database);

        await database.ExecuteAsync(
            $"""
            CREATE TABLE kept AS SELECT * FROM user_media WHERE id = '{item}';
            DELETE FROM user_media WHERE id = '{item}';
            INSERT INTO user_media SELECT * FROM kept;
            """,
            Cancel);

        Assert.Equal(item, await database.ScalarAsync<Guid>($"SELECT id FROM media WHERE legacy_id = '{item}'", Cancel));
        await AssertDerivableAnewAsync(database, item, owner, login);
    }

    private static async Task<(Guid Item, Guid Owner, Guid Login)> DeriveAsync(FreshDatabase database)
    {
        var found = (await database.ScalarAsync<string>(Find, Cancel))!.Split(' ').Select(Guid.Parse).ToArray();
        await database.ExecuteAsync(
            $"""
            INSERT INTO unified_media.objects (media_id, role, attempt, owner_user_id, bucket, key, state)
            VALUES ('{found[0]}', 'thumb-320', 1, '{found[1]}', 'user-media', 'thumbs/{found[0]}.1.thumb-320.webp', 'ready')
            """,
            Cancel);
        return (found[0], found[1], found[2]);
    }

    // The old thumbnail is due for deletion, and the item can get a new one.
    private static async Task AssertDerivableAnewAsync(FreshDatabase database, Guid item, Guid owner, Guid login)
    {
        Assert.Equal(["deleting f t"], await database.ColumnAsync<string>(
            $"SELECT concat_ws(' ', state, item_deleted, next_try_at <= now()) FROM unified_media.objects WHERE media_id = '{item}' "
                + $"AND role = 'thumb-320'", Cancel));
        await using var session = await RoleSession.BeginAsync(database.ConnectionString, "unified_media_app", login, Cancel);
        Assert.Equal(["granted|2"], await session.RowsAsync(
            $"""
            SELECT status, attempt FROM unified_media.reserve(
                '{owner}', '{item}', 'thumb-320', 'user-media', 'thumbs', 'webp', now() + interval '1 h', now(), NULL, NULL, false)
            """,
            Cancel));
    }
}
