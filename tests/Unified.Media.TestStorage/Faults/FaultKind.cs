namespace Unified.Media.TestStorage;

internal enum FaultKind
{
    Reply,
    CutBefore,
    CutAfter,
    CutBody,
    Truncate,
    Stall,
    StallBody,
    Slow,
}
