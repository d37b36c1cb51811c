using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>
/// Shows how far a migration of the schema is. Called in the order of things, which <see cref="Progress{T}"/> does not promise.
/// </summary>
internal sealed class UpProgress(IProgressDisplay display) : IProgress<MigrationProgress>
{
    public void Report(MigrationProgress value)
    {
        switch (value.Kind)
        {
            case MigrationEventKind.Started:
                display.Show("schema", value.Index - 1, value.Total, "steps");
                break;
            case MigrationEventKind.Batch:
                display.Show(value.Step, value.Rows, null, "rows");
                break;
            case MigrationEventKind.Waiting:
                display.Note($"{value.Step} waits for locks that other sessions hold");
                break;
            default:
                display.Show("schema", value.Index, value.Total, "steps");
                break;
        }
    }
}
