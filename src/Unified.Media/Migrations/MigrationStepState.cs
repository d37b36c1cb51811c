namespace Unified.Media;

/// <summary>What the journal says about a step.</summary>
public enum MigrationStepState
{
    /// <summary>It was never run.</summary>
    Pending,

    /// <summary>It is done.</summary>
    Applied,

    /// <summary>It may be run again, and its text has changed since it was: it will be.</summary>
    Changed,

    /// <summary>A newer version of the library has run a later text of it: it is left as it is.</summary>
    Superseded,

    /// <summary>It was begun and is not complete: it runs at this moment, or its process ended. It will be continued.</summary>
    Unfinished,

    /// <summary>It failed last time: it will be tried again.</summary>
    Failed,

    /// <summary>It runs only once, and its text is no longer the one that was run: a migration is refused until that is settled.</summary>
    Edited,

    /// <summary>It was run for other names of schemas or roles than are configured now: a migration is refused until that is settled.</summary>
    Renamed,
}
