using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace LegacyMigration;

/// <summary>
/// Simulates the legacy application during the migration: writes to the legacy tables, and measures the duration of each write. The durations
/// show whether the migration slows the application down.
/// </summary>
internal sealed class LiveWrites : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly NpgsqlDataSource _database;
    private readonly bool _hasKinds;
    private readonly Guid[] _logins;
    private readonly CancellationTokenSource _end = new();

    // The screen reads it while writes continue.
    private readonly ConcurrentQueue<TimeSpan> _durations = new();
    private readonly Queue<Guid> _uploads = new();
    private Task _writing = Task.CompletedTask;

    private LiveWrites(NpgsqlDataSource database, Guid[] logins, bool hasKinds)
    {
        _database = database;
        _logins = logins;
        _hasKinds = hasKinds;
    }

    public int Count => _durations.Count;

    public TimeSpan Longest => _durations.DefaultIfEmpty().Max();

    public TimeSpan Median => _durations.Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : TimeSpan.Zero;

    public static async Task<LiveWrites> StartAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select array(select p.user_id from public.users_profile p group by p.user_id having count(*) = 1 limit 50),
              exists (select from pg_catalog.pg_attribute where attrelid = 'public.playground_gallery'::regclass and attname = 'media_type')
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var writes = new LiveWrites(database, reader.GetFieldValue<Guid[]>(0), reader.GetBoolean(1));
        writes._writing = writes.WriteUntilEndAsync();
        return writes;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _writing;
        _end.Dispose();
    }

    private async Task WriteUntilEndAsync()
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var started = Stopwatch.GetTimestamp();
                await WriteOneAsync(number, _logins[number % _logins.Length]);
                _durations.Enqueue(Stopwatch.GetElapsedTime(started));
                await Task.Delay(Pause, _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    // Two of three writes insert a row. The third updates or deletes a row that the migration may have copied already.
    private async Task WriteOneAsync(int number, Guid login)
    {
        var id = Guid.CreateVersion7();
        var address = $"https://project.supabase.test/storage/v1/object/public/playground-images/{login}/saved/live-{number}.png";
        await using var command = (number % 6) switch
        {
            0 or 3 => Command("insert into public.playground_gallery (id, user_id, image_url, "
                + $"title{(_hasKinds ? ", media_type" : "")}) values (@id, @login, @text, 'Live'{(_hasKinds ? ", 'image'" : "")})"),
            2 when _uploads.TryPeek(out id) => Command(
                "update public.user_media set file_name = 'renamed-' || @text where id = @id and user_id is distinct from @login"),
            5 when _uploads.TryDequeue(out id) => Command("delete from public.user_media where id = @id and (@login, @text) is not null"),
            _ => Insert(),
        };
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("login", login);
        command.Parameters.AddWithValue("text", address);
        await command.ExecuteNonQueryAsync(_end.Token);

        NpgsqlCommand Insert()
        {
            _uploads.Enqueue(id);
            return Command("insert into public.user_media (id, user_id, file_name, file_path, file_size, mime_type) values (@id, "
                + "@login, 'live.png', @text, 1234, 'image/png')");
        }
    }

    private NpgsqlCommand Command(string sql) => _database.CreateCommand(sql);
}
