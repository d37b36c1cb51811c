using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Unified.Media.Supabase;

namespace Unified.Media.Tool;

/// <summary>Finds private items in public buckets, whose objects are readable by anyone with the URL.</summary>
internal sealed class BucketCheck : IDoctorCheck
{
    public string Name => "buckets";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (!context.HasMedia)
        {
            return DoctorContext.NotApplicable(Name, "table media");
        }

        // Legacy tables have no column object_id before the schema is applied.
        var storedCountSql = context.HasLedger ? "count(m.object_id)" : "0::bigint";
        if (!context.HasBuckets)
        {
            return SupabaseSettings.IsConfigured(context.Command.Configuration)
                ? await CheckWithStorageAsync(context, storedCountSql, cancellationToken)
                : new(
                    Name, "no Supabase Storage",
                    [Finding.Skipped("not_there", "There is no schema 'storage', and no Supabase Storage is configured.")]);
        }

        var buckets = await context.Connection.QueryAsync(
            $"""
            select b.id::text, count(*), {storedCountSql}, (array_agg(m.id::text order by m.id))[1:3]
            from storage.buckets b join {context.Names.MediaSchema}.media m on m.bucket = b.id
            where b.public and upper(m.visibility::text) is distinct from 'PUBLIC'
            group by b.id order by b.id
            """,
            Read, cancellationToken);
        return CreateResult(buckets);
    }

    // Calls Supabase Storage, because its tables are in a different database.
    private async Task<CheckResult> CheckWithStorageAsync(DoctorContext context, string storedCountSql, CancellationToken cancellationToken)
    {
        var buckets = await context.Connection.QueryAsync(
            $"""
            select m.bucket::text, count(*), {storedCountSql}, (array_agg(m.id::text order by m.id))[1:3]
            from {context.Names.MediaSchema}.media m where upper(m.visibility::text) is distinct from 'PUBLIC'
            group by m.bucket order by m.bucket
            """,
            Read, cancellationToken);
        await using var services = ObjectStoreOptions.CreateSupabaseServices(context.Command);
        var storage = services.GetRequiredService<ISupabaseStorageClient>();
        var publicBuckets = new List<PrivateItems>();
        foreach (var bucket in buckets)
        {
            try
            {
                if (await storage.FindBucketAsync(bucket.Bucket, cancellationToken) is { IsPublic: true })
                {
                    publicBuckets.Add(bucket);
                }
            }
            catch (MediaException exception)
            {
                return new(Name, "not available", [Finding.Warning("storage_unreachable", exception.Message)]);
            }
        }

        return CreateResult(publicBuckets);
    }

    private CheckResult CreateResult(IReadOnlyCollection<PrivateItems> buckets)
    {
        var findings = buckets.Select(bucket => Finding.Problem(
            "private_items_in_public_bucket",
            $"The bucket {bucket.Bucket} is public and contains {DisplayText.Count(bucket.ItemCount, "private item")} "
                + $"({DisplayText.Count(bucket.StoredCount)} stored by this library).",
            "Make the bucket private. Pages that use its public URLs then need signed URLs.",
            bucket.Examples)).ToList();
        return new(
            Name,
            findings.Count == 0
                ? "no private item in a public bucket"
                : $"private items in {DisplayText.Count(findings.Count, "public bucket")}",
            findings);
    }

    private static PrivateItems Read(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetFieldValue<string[]>(3));

    private sealed record PrivateItems(string Bucket, long ItemCount, long StoredCount, string[] Examples);
}
