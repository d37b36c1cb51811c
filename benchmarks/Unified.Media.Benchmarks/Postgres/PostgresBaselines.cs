using System.Diagnostics;
using System.Globalization;
using Unified.Media.Drivers;

namespace Unified.Media.Benchmarks;

/// <summary>Compares pages and uploads of the catalog with equivalent statements that pgbench runs. Alternates between both in every round.</summary>
internal sealed class PostgresBaselines(PostgresBenchmark bench, BenchmarkFolder folder)
{
    private const int Rounds = 15;
    private const int Calls = 300;

    // A copy with the same rows and indexes, but without tags, search words and ledger.
    private const string BareTable =
        """
        SET maintenance_work_mem = '1GB';
        CREATE TABLE public.bare_media (LIKE public.media INCLUDING ALL EXCLUDING INDEXES);
        INSERT INTO public.bare_media SELECT * FROM public.media;
        DO $$
        DECLARE
            definition text;
        BEGIN
            FOR definition IN SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'media' LOOP
                EXECUTE regexp_replace(definition, 'INDEX (\S+) ON public.media ', 'INDEX bare_\1 ON public.bare_media ');
            END LOOP;
        END $$;
        ANALYZE public.bare_media;
        CHECKPOINT
        """;

    private const string Columns =
        "id, owner_user_id, type, bucket, path, width, height, visibility, created_at, updated_at, source_type, metadata, mime_type, "
        + "size_bytes, sha256";

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        if (PgBench.Find() is not { } program)
        {
            return [];
        }

        var owner = bench.Library.LargestOwner;
        await bench.Database.ExecuteAsync(BareTable, cancellationToken);
        var page = new PgBench(program, bench.Database.ConnectionString, await WriteScriptAsync("page.sql", $"""
            SELECT * FROM public.media WHERE owner_user_id = '{owner}'
            ORDER BY (CASE WHEN created_at IS NULL THEN '-infinity' ELSE created_at END) DESC, id DESC LIMIT 50;
            """), Calls);
        var insertScript = await WriteScriptAsync("insert.sql", Insert("public.media", owner));
        var insert = new PgBench(program, bench.Database.ConnectionString, insertScript, Calls);
        var bareScript = await WriteScriptAsync("bare.sql", Insert("public.bare_media", owner));
        var bare = new PgBench(program, bench.Database.ConnectionString, bareScript, Calls);
        var (pages, pgbenchPages, uploads, inserts, bareInserts) = (
            new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            var measured = (
                await TimeAsync(() => bench.Catalog.ListAsync(bench.User, bench.CreateQuery(), cancellationToken)),
                await page.RunAsync(cancellationToken),
                await TimeAsync(() => UploadAsync(cancellationToken)),
                await insert.RunAsync(cancellationToken),
                await bare.RunAsync(cancellationToken));
            if (round >= 0)
            {
                pages.Add(measured.Item1);
                pgbenchPages.Add(measured.Item2);
                uploads.Add(measured.Item3);
                inserts.Add(measured.Item4);
                bareInserts.Add(measured.Item5);
            }
        }

        return
        [
            Compare("first page / pgbench", pages, pgbenchPages, 2.0),
            Compare("reserve and publish / pgbench's insert of the same row", uploads, inserts, 2.6),
            Figure.WithoutGoal(
                "the same / an insert into a table without its tags, words and ledger",
                Median(uploads) / Median(bareInserts),
                "x",
                Detail(uploads, bareInserts)),
        ];
    }

    private static Figure Compare(string name, List<double> measured, List<double> baseline, double goal) =>
        Figure.AtMost(name, Median(measured) / Median(baseline), goal, "x", Detail(measured, baseline));

    private static string Detail(List<double> measured, List<double> baseline) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median(measured) * 1_000:0} µs, floor {Median(baseline) * 1_000:0} µs");

    private static string Insert(string table, Guid owner) =>
        $"""
        INSERT INTO {table} ({Columns}) VALUES (gen_random_uuid(), '{owner}', 'image', 'user-media', gen_random_uuid()::text, 640, 480,
        'PRIVATE', now(), now(), 'upload', '{Metadata().ToJson()}', 'image/png', 1000, decode(repeat('ab', 32), 'hex'));
        """;

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static async Task<double> TimeAsync<T>(Func<Task<T>> call)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
        {
            await call();
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / Calls;
    }

    private async Task<MediaItem?> UploadAsync(CancellationToken cancellationToken)
    {
        var id = MediaId.New(TimeProvider.System);
        var request = new ReserveRequest { Id = id, Layout = ObjectLayout.UploadedImages, Extension = "png", Lease = TimeSpan.FromMinutes(15) };
        var reservation = (await bench.Catalog.ReserveAsync(bench.User, request, cancellationToken)).Reservation!;
        var now = Microseconds.Truncate(TimeProvider.System.GetUtcNow());
        var item = new MediaItem
        {
            Id = id,
            Owner = bench.User.Id!.Value,
            Kind = MediaKind.Image,
            SourceType = SourceType.Upload,
            Visibility = Visibility.Private,
            ContentType = "image/png",
            SizeBytes = 1000,
            Sha256 = new('a', 64),
            Width = 640,
            Height = 480,
            CreatedAt = now,
            UpdatedAt = now,
            Location = reservation.Location,
            Metadata = Metadata(),
        };
        return await bench.Catalog.PublishAsync(bench.User, new() { Reservation = reservation, Item = item }, cancellationToken);
    }

    private static MediaMetadata Metadata() => MediaMetadata.FromJson(
        """{"title":"A boat in the harbour","description":"A boat waits for the ferry","tags":["harbour","boat"],"user":{"album":"trip"}}""");

    private async Task<string> WriteScriptAsync(string name, string sql)
    {
        var path = folder.GetPath(name);
        await File.WriteAllTextAsync(path, sql.ReplaceLineEndings(" "));
        return path;
    }
}
