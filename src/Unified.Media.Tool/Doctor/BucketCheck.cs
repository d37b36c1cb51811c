using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Unified.Media.Supabase;

namespace Unified.Media.Tool;

/// <summary>Whether private items lie in buckets that give their objects to everybody who knows an address.</summary>
internal sealed class BucketCheck : IDoctorCheck
{
    public string Name => "buckets";

    public async Task<CheckResult> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        if (!examination.HasMedia)
        {
            return Examination.NotThere(Name, "table media");
        }

        if (!examination.HasBuckets)
        {
            return SupabaseSettings.AreThere(examination.Invocation.Settings)
                ? await AskStorageAsync(examination, cancellationToken)
                : new(
                    Name, "no Supabase Storage here",
                    [Finding.Skipped("not_there", "There is no schema storage, and no setting names a Storage.")]);
        }

        var buckets = await examination.Connection.ListAsync(
            $"""
            select b.id::text, count(*), count(m.object_id), (array_agg(m.id::text order by m.id))[1:3]
            from storage.buckets b join {examination.Names.MediaSchema}.media m on m.bucket = b.id
            where b.public and upper(m.visibility::text) is distinct from 'PUBLIC'
            group by b.id order by b.id
            """,
            Read, cancellationToken);
        return Result(buckets);
    }

    // The buckets of a Storage whose own database is another one.
    private async Task<CheckResult> AskStorageAsync(Examination examination, CancellationToken cancellationToken)
    {
        var buckets = await examination.Connection.ListAsync(
            $"""
            select m.bucket::text, count(*), count(m.object_id), (array_agg(m.id::text order by m.id))[1:3]
            from {examination.Names.MediaSchema}.media m where upper(m.visibility::text) is distinct from 'PUBLIC'
            group by m.bucket order by m.bucket
            """,
            Read, cancellationToken);
        await using var services = ObjectStoreOptions.OpenSupabase(examination.Invocation);
        var storage = services.GetRequiredService<SupabaseStorageClient>();
        var open = new List<PrivateItems>();
        foreach (var bucket in buckets)
        {
            try
            {
                if (await storage.FindBucketAsync(bucket.Bucket, cancellationToken) is { IsPublic: true })
                {
                    open.Add(bucket);
                }
            }
            catch (MediaException exception)
            {
                return new(Name, "Storage did not answer", [Finding.Warning("storage_unreachable", exception.Message)]);
            }
        }

        return Result(open);
    }

    private CheckResult Result(IReadOnlyCollection<PrivateItems> buckets)
    {
        var findings = buckets.Select(bucket => Finding.Problem(
            "private_items_in_public_bucket",
            $"The bucket {bucket.Bucket} is public and holds {Page.Count(bucket.Items)} items that are not ({Page.Count(bucket.Ours)} "
                + "of them stored by this library).",
            "Make it private; pages that show its addresses need signed ones then.",
            bucket.Examples)).ToList();
        return new(
            Name, findings.Count == 0 ? "no private item in a public bucket" : $"{findings.Count} public with private items", findings);
    }

    private static PrivateItems Read(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetFieldValue<string[]>(3));

    private sealed record PrivateItems(string Bucket, long Items, long Ours, string[] Examples);
}
