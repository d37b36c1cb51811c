using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Every way to delete a row of media marks its objects for deletion in the ledger.</summary>
public sealed class RemovalTests(MigratedShapes shapes) : IClassFixture<MigratedShapes>
{
    private const string Id = "00000000-0000-7000-8000-00000000f001";
    private const string State = $"SELECT state || ' ' || item_deleted || ' ' || coalesce(next_try_at::text, 'never') "
        + $"FROM unified_media.objects WHERE media_id = '{Id}'";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string?, string> Removals => new()
    {
        { "plain", "authenticated", "", $"DELETE FROM media WHERE id = '{Id}'" },
        { "plain", "service_role", null, $"DELETE FROM media WHERE id = '{Id}'" },
        { "A", "authenticated", "", $"DELETE FROM media WHERE id = '{Id}'" },
        { "B", "authenticated", "", $"DELETE FROM media WHERE id = '{Id}'" },
        { "B", "service_role", null, $"DELETE FROM media WHERE id = '{Id}'" },
        { "B", "service_role", null, "DELETE FROM users_profile WHERE id = '00000000-0000-4000-8000-0000000b0010'" },
        { "B", "postgres", null, "DELETE FROM auth.users WHERE id = '00000000-0000-4000-8000-0000000a0010'" },
        { "C", "authenticated", "", $"DELETE FROM media WHERE id = '{Id}'" },
        { "C", "postgres", null, "DELETE FROM auth.users WHERE id = '00000000-0000-4000-8000-0000000a0010'" },
    };

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task Deleted_item_has_its_object_due_for_deletion(string shape, string role, string? login, string removal)
    {
        await using var session = await shapes.BeginAsync(shape, null);
        await PublishAsync(session, shape);
        Assert.Equal(["ready false never"], await session.RowsAsync(State, Cancel));
        await session.BecomeAsync(role, login is null ? null : MigratedShapes.Login(10), Cancel);
        Assert.Equal("1 rows", await session.TryAsync(removal, Cancel));
        await session.BecomeAsync(null, cancellationToken: Cancel);

        Assert.Equal(["deleting true -infinity"], await session.RowsAsync(State, Cancel));
        Assert.Equal(["0"], await session.RowsAsync(
            $"SELECT (SELECT count(*) FROM unified_media.media_tags WHERE media_id = '{Id}') + (SELECT count(*) "
                + $"FROM unified_media.media_search WHERE media_id = '{Id}')",
            Cancel));
        await session.BecomeAsync("unified_media_worker", cancellationToken: Cancel);
        Assert.Equal(
            [$"{Id}|1"], await session.RowsAsync("SELECT media_id, attempt FROM unified_media.claim_unfinished(10, now(), '30 s', '6 h')", Cancel));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    public async Task Deleted_older_row_leaves_no_object_to_delete(string shape)
    {
        await using var session = await shapes.BeginAsync(shape, "authenticated", MigratedShapes.Login(1));

        Assert.Equal("1 rows", await session.TryAsync($"DELETE FROM media WHERE id = '{MigratedShapes.Media(3)}'", Cancel));
        await session.BecomeAsync(null, cancellationToken: Cancel);
        Assert.Equal(["0"], await session.RowsAsync("SELECT count(*) FROM unified_media.objects WHERE state <> 'ready'", Cancel));
    }

    [Theory]
    [InlineData("visibility = 'PRIVATE'", "UPDATE media SET width = 9")]
    [InlineData("metadata = '{}'", "UPDATE media SET width = 9")]
    [InlineData("visibility = 'PRIVATE'", "UPDATE media SET owner_user_id = owner_user_id")]
    public async Task Row_hidden_by_a_host_trigger_has_hidden_tags(string change, string update)
    {
        await using var session = await shapes.BeginAsync("B", null);
        await PublishAsync(session, "B");
        await session.ExecuteAsync(
            $"""
            CREATE FUNCTION hide() RETURNS trigger LANGUAGE plpgsql AS $f$
                BEGIN NEW.{change.Replace("=", ":=", StringComparison.Ordinal)}; RETURN NEW; END $f$;
            CREATE TRIGGER zz_moderate BEFORE UPDATE ON media FOR EACH ROW EXECUTE FUNCTION hide();
            """,
            Cancel);
        await session.ExecuteAsync($"{update} WHERE id = '{Id}'", Cancel);
        await session.BecomeAsync("anon", cancellationToken: Cancel);

        Assert.Empty(await session.RowsAsync($"SELECT tag FROM unified_media.media_tags WHERE media_id = '{Id}'", Cancel));
        Assert.Empty(await session.RowsAsync($"SELECT media_id FROM unified_media.media_search WHERE media_id = '{Id}'", Cancel));
    }

    [Fact]
    public async Task Delete_rejected_by_a_host_policy_keeps_the_object()
    {
        await using var session = await shapes.BeginAsync("B", null);
        await PublishAsync(session, "B");
        await session.ExecuteAsync("CREATE POLICY no_deletes ON media AS RESTRICTIVE FOR DELETE USING (false)", Cancel);
        await session.BecomeAsync("authenticated", MigratedShapes.Login(10), Cancel);
        Assert.Equal("0 rows", await session.TryAsync($"DELETE FROM media WHERE id = '{Id}'", Cancel));
        await session.BecomeAsync("unified_media_app", MigratedShapes.Login(10), Cancel);

        Assert.Equal(["null"], await session.RowsAsync(
            $"SELECT key FROM unified_media.mark_deleted('{MigratedShapes.Profile(10)}', '{Id}', now())", Cancel));
        await session.BecomeAsync(null, cancellationToken: Cancel);
        Assert.Equal(["ready false never"], await session.RowsAsync(State, Cancel));
    }

    // Like the library: changes the ledger as the application, and the row as the user.
    private static async Task PublishAsync(RoleSession session, string shape)
    {
        var owner = shape == "plain" ? MigratedShapes.Login(10) : MigratedShapes.Profile(10);
        await session.BecomeAsync("unified_media_app", MigratedShapes.Login(10), Cancel);
        var key = Assert.Single(await session.RowsAsync(
            $"SELECT key FROM unified_media.reserve('{owner}', '{Id}', 'original', 'user-media', 'stock/me', 'png', "
                + "now() + interval '1 h', now(), NULL, NULL, false)", Cancel));
        Assert.Equal(["t"], await session.RowsAsync(
            $"SELECT unified_media.confirm('{owner}', '{Id}', 'original', 1, 'image/png', 5, '\\x05', NULL)", Cancel));
        await session.BecomeAsync("authenticated", MigratedShapes.Login(10), Cancel);
        Assert.Equal("1 rows", await session.TryAsync(
            $$"""
            INSERT INTO media (id, owner_user_id, type, bucket, path, visibility, metadata)
            VALUES ('{{Id}}', '{{owner}}', '{{(shape is "A" or "C" ? "IMAGE" : "image")}}',
                'user-media', '{{key}}', 'PUBLIC', '{"title": "sea", "tags": ["a"]}')
            """,
            Cancel));
        await session.BecomeAsync(null, cancellationToken: Cancel);
    }
}
