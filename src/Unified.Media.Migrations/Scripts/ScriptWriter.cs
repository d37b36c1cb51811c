using System.Text;

namespace Unified.Media.Migrations;

/// <summary>Writes steps as SQL scripts.</summary>
internal static class ScriptWriter
{
    private const string JournalName = "0000_journal";

    public static string WriteScript(IReadOnlyList<Step> steps, PostgresSchemaNames names)
    {
        var script = new StringBuilder()
            .Append("-- " + DescribeModules(steps) + ". Generated from the steps of the packages of Unified.Media; do not edit.\n")
            .Append("-- Run it outside a transaction: psql -v ON_ERROR_STOP=1 -f this-file.sql. After a failure, run it again.\n")
            .Append("\n-- " + JournalName + "\nbegin;\n" + JournalTables.Create(names) + ";\ncommit;\n");
        foreach (var step in steps)
        {
            script.Append("\n-- " + step.Name + "\n").Append(step.Kind switch
            {
                StepKind.Batch => $"{WriteLoop(step, names, "    commit;\n")}{WriteJournalRow(step, names)}",
                StepKind.Concurrent => $"{WriteIndexes(step, names)}{WriteJournalRow(step, names)}",
                _ => $"begin;\n{FillTemplate(step, names)}\n{WriteJournalRow(step, names)}commit;\n",
            });
        }

        return script.ToString();
    }

    public static IEnumerable<(string Name, string Text)> WriteFiles(IReadOnlyList<Step> steps, PostgresSchemaNames names)
    {
        yield return (JournalName, $"{JournalTables.Create(names)};\n");
        foreach (var step in steps)
        {
            yield return (step.Module == SchemaModule.CoreName ? step.Title : $"{step.Module}_{step.Title}", step.Kind switch
            {
                StepKind.Batch => $"{WriteLoop(step, names, string.Empty)}{WriteJournalRow(step, names)}",
                StepKind.Concurrent => $"{WriteIndexesWithoutConcurrently(step, names)}{WriteJournalRow(step, names)}",
                _ => $"{FillTemplate(step, names)}\n{WriteJournalRow(step, names)}",
            });
        }
    }

    private static string DescribeModules(IReadOnlyList<Step> steps) => steps.Select(step => step.Module).Distinct().ToArray() switch
    {
        [] or [SchemaModule.CoreName] => "The schema of Unified.Media",
        [SchemaModule.CoreName, .. var modules] => $"The schema of Unified.Media with {string.Join(", ", modules)}",
        var modules => $"The module {string.Join(", ", modules)} of the schema of Unified.Media, which must be there already",
    };

    // Appends a missing semicolon, so that the next statement is not part of this one.
    private static string FillTemplate(Step step, PostgresSchemaNames names)
    {
        var text = Placeholders.Fill(step.Template, names).TrimEnd();
        return text.EndsWith(';') ? text : text + "\n;";
    }

    private static string WriteLoop(Step step, PostgresSchemaNames names, string afterBatch) =>
        $"""
        do $batches$
        declare
          unified_media_changed bigint;
        begin
          loop
        {FillTemplate(step, names)}
            get diagnostics unified_media_changed = row_count;
            exit when unified_media_changed = 0;
        {afterBatch}  end loop;
        end $batches$;

        """;

    // Drops an index that an earlier attempt left invalid, because IF NOT EXISTS would skip it.
    private static string WriteIndexes(Step step, PostgresSchemaNames names) => string.Concat(
        Step.Split(Placeholders.Fill(step.Template, names)).Select(
        statement => ConcurrentIndex.Parse(statement) is { } index
            ? $"""
            do $repair$
            begin
              if exists (select from pg_catalog.pg_index where indexrelid = to_regclass('{index.QualifiedName}') and not indisvalid) then
                drop index {index.QualifiedName};
              end if;
            end $repair$;
            {statement};

            """
            : statement + ";\n"));

    private static string WriteIndexesWithoutConcurrently(Step step, PostgresSchemaNames names) => string.Concat(
        Step.Split(Placeholders.Fill(step.Template, names)).Select(statement => ConcurrentIndex.WithoutConcurrently(statement) + ";\n"));

    private static string WriteJournalRow(Step step, PostgresSchemaNames names) =>
        $"""
        insert into {names.Schema}.schema_journal as j (module, step, name, kind, checksum, names, state, started_at, applied_at, library_version)
        values ('{step.Module}', {step.Number}, '{step.Title}', '{StepKinds.ToJournalName(step.Kind)}', '{step.Checksum}',
          '{names.ToText()}', 'applied', now(), now(), 'script')
        on conflict (module, step) do update set
          name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = null,
          earlier_checksums = case when j.checksum = excluded.checksum then j.earlier_checksums
            else ltrim(j.earlier_checksums || ' ' || j.checksum) end,
          checksum = excluded.checksum, applied_at = excluded.applied_at, applied_by = current_user, library_version = excluded.library_version;

        """;
}
