namespace Unified.Media.TestStorage;

internal enum FaultKind
{
    Respond,
    CutBefore,
    CutAfter,
    CutBody,
    Truncate,
    Stall,
    StallBody,
    Slow,
}
