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
            return new(Name, "no Supabase Storage in this database", [Finding.Skipped("not_there", "There is no schema storage.")]);
        }

        var buckets = await examination.Connection.ListAsync(
            $"""
            select b.id::text, count(*), count(m.object_id), (array_agg(m.id::text order by m.id))[1:3]
            from storage.buckets b join {examination.Names.MediaSchema}.media m on m.bucket = b.id
            where b.public and upper(m.visibility::text) is distinct from 'PUBLIC'
            group by b.id order by b.id
            """,
            reader => (Bucket: reader.GetString(0), Items: reader.GetInt64(1), Ours: reader.GetInt64(2), Examples: reader.GetFieldValue<string[]>(3)),
            cancellationToken);
        var findings = buckets.Select(bucket => Finding.Problem(
            "private_items_in_public_bucket",
            $"The bucket {bucket.Bucket} is public and holds {Page.Count(bucket.Items)} items that are not ({Page.Count(bucket.Ours)} of them stored by this library).",
            $"Make it private: update storage.buckets set public = false where id = '{bucket.Bucket}'; pages that show its addresses need signed ones then.",
            bucket.Examples)).ToList();
        return new(Name, findings.Count == 0 ? "no private item in a public bucket" : $"{findings.Count} public with private items", findings);
    }
}
