namespace Unified.Media.Migrations;

/// <summary>Converts kinds to and from their names in files and in the journal.</summary>
internal static class StepKinds
{
    public static string ToJournalName(StepKind kind) => kind switch
    {
        StepKind.Repeatable => "repeatable",
        StepKind.Batch => "batch",
        StepKind.Concurrent => "concurrent",
        _ => "once",
    };

    public static StepKind Parse(string name) => name switch
    {
        "repeatable" => StepKind.Repeatable,
        "batch" => StepKind.Batch,
        "concurrent" => StepKind.Concurrent,
        _ => StepKind.Versioned,
    };
}
