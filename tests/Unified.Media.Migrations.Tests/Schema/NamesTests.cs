using System.Text.RegularExpressions;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Steps contain no literal names of schemas and roles, which the host can change.</summary>
public sealed partial class NamesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_names_can_be_changed()
    {
        var names = SchemaNames.Other;
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty.WithSchema(names), Cancel);
        var login = Guid.NewGuid();
        var id = Guid.CreateVersion7();

        await using var session = await RoleSession.BeginAsync(database.ConnectionString, names.Application, login, Cancel);
        var key = Assert.Single(await session.RowsAsync(
            $"SELECT key FROM um.reserve('{login}', '{id}', 'original', 'user-media', 'stock/me', 'png', "
                + "now() + interval '1 h', now(), NULL, NULL, false)", Cancel));
        await session.RowsAsync($"SELECT um.confirm('{login}', '{id}', 'original', 1, 'image/png', 5, NULL, NULL)", Cancel);
        await session.BecomeAsync(names.Authenticated, login, Cancel);
        Assert.Equal("1 rows", await session.TryAsync(
            $$"""
            INSERT INTO app.media (id, owner_user_id, type, bucket, path, visibility, metadata)
            VALUES ('{{id}}', '{{login}}', 'image', 'user-media', '{{key}}', 'PUBLIC', '{"tags": ["a"]}')
            """,
            Cancel));
        Assert.Equal("42501", await session.TryAsync("UPDATE app.media SET path = 'x'", Cancel));
        Assert.Equal([id.ToString()], await session.RowsAsync("SELECT id FROM app.unified_media_view", Cancel));
        await session.BecomeAsync(names.Anonymous, cancellationToken: Cancel);
        Assert.Equal(["a"], await session.RowsAsync("SELECT tag FROM um.media_tags", Cancel));
        Assert.Equal("42501", await session.TryAsync("SELECT count(*) FROM app.unified_media_view", Cancel));
        await session.BecomeAsync(names.Service, cancellationToken: Cancel);
        Assert.Equal("1 rows", await session.TryAsync("DELETE FROM app.media", Cancel));
        await session.BecomeAsync(names.Worker, cancellationToken: Cancel);
        Assert.Equal([key], await session.RowsAsync("SELECT key FROM um.claim_unfinished(5, now(), '30 s', '6 h')", Cancel));
    }

    [Fact]
    public async Task Steps_contain_no_default_names()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty.WithSchema(SchemaNames.Other), Cancel);

        var lines = (await CatalogSnapshot.TakeAsync(database, Cancel)).Lines;

        Assert.DoesNotContain(lines, line => UsualName().IsMatch(line));
        Assert.DoesNotContain(
            lines, line => line.StartsWith("relation", StringComparison.Ordinal) && line.Contains(" public.", StringComparison.Ordinal));
    }

    // The setting unified_media.keeps_updated_at has a fixed name.
    [GeneratedRegex(
        @"(?<![\w.])(anon|authenticated|service_role|unified_media_worker|unified_media_app|unified_media(?!\.keeps_updated_at))(?=[.' ,)]|$)")]
    private static partial Regex UsualName();
}
