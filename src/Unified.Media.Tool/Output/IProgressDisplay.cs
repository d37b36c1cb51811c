namespace Unified.Media.Tool;

/// <summary>Displays the progress of an operation that has stages. Safe to call from several threads.</summary>
internal interface IProgressDisplay
{
    /// <summary>Updates the progress of a stage.</summary>
    /// <param name="stage">The stage; a new name ends the previous stage.</param>
    /// <param name="done">The number of units that are done.</param>
    /// <param name="total">The number of units of the stage; null while it is unknown.</param>
    /// <param name="unit">The noun of a unit: <c>row</c>.</param>
    void Show(string stage, long done, long? total, string unit);

    /// <summary>Writes a line above the progress.</summary>
    void Note(string text);
}
