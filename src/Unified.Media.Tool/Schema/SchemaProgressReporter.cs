using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>
/// Displays the progress of a schema migration. Unlike <see cref="Progress{T}"/>, it is called synchronously and in order.
/// </summary>
internal sealed class SchemaProgressReporter(IProgressDisplay display) : IProgress<MigrationProgress>
{
    public void Report(MigrationProgress value)
    {
        switch (value.Kind)
        {
            case MigrationEventKind.Started:
                display.Show("schema", value.Index - 1, value.Total, "step");
                break;
            case MigrationEventKind.Batch:
                display.Show(value.Step, value.Rows, null, "row");
                break;
            case MigrationEventKind.Waiting:
                display.Note($"{value.Step} is waiting for locks of other sessions");
                break;
            default:
                display.Show("schema", value.Index, value.Total, "step");
                break;
        }
    }
}
