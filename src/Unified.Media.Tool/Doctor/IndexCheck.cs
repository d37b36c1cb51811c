namespace Unified.Media.Tool;

/// <summary>Finds invalid indexes, whose build was interrupted. Writes still maintain them, but no query uses them.</summary>
internal sealed class IndexCheck : IDoctorCheck
{
    public string Name => "indexes";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var names = context.Names;
        var indexes = await context.Connection.QueryAsync(
            $"""
            select n.nspname || '.' || x.relname, i.indisvalid and i.indisready
            from pg_catalog.pg_index i
            join pg_catalog.pg_class x on x.oid = i.indexrelid
            join pg_catalog.pg_class t on t.oid = i.indrelid
            join pg_catalog.pg_namespace n on n.oid = t.relnamespace
            where n.nspname = '{names.Schema}'
              or n.nspname = '{names.MediaSchema}' and t.relname in (
                'media', 'playground_gallery', 'user_media', 'moodboards', 'users_profile')
            order by 1
            """,
            reader => (Index: reader.GetString(0), IsValid: reader.GetBoolean(1)),
            cancellationToken);
        var findings = indexes.Where(index => !index.IsValid).Select(index => Finding.Warning(
            "index_invalid", $"The index {index.Index} is invalid. No query uses it.",
            $"Run unified-media schema up, which rebuilds its own indexes. For other indexes: reindex index concurrently {index.Index};",
            [index.Index])).ToList();
        return new(Name, $"{indexes.Count - findings.Count} of {indexes.Count} valid", findings);
    }
}
