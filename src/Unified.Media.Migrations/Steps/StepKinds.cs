namespace Unified.Media.Migrations;

/// <summary>The words for kinds in file names and in the journal.</summary>
internal static class StepKinds
{
    public static string Word(StepKind kind) => kind switch
    {
        StepKind.Repeatable => "repeatable",
        StepKind.Batch => "batch",
        StepKind.Concurrent => "concurrent",
        _ => "once",
    };

    public static StepKind Parse(string word) => word switch
    {
        "repeatable" => StepKind.Repeatable,
        "batch" => StepKind.Batch,
        "concurrent" => StepKind.Concurrent,
        _ => StepKind.Versioned,
    };
}
