namespace Unified.Media.Tool;

/// <summary>Shows how far the stages of a work are.</summary>
internal interface IProgressDisplay
{
    /// <summary>Says how far a stage is; safe to call from several threads, as often as one likes.</summary>
    /// <param name="stage">What is being done; the first call with a new stage begins it.</param>
    /// <param name="done">How much of it is done.</param>
    /// <param name="total">How much there is; null while nobody knows.</param>
    /// <param name="unit">What is counted: <c>rows</c>.</param>
    void Show(string stage, long done, long? total, string unit);

    /// <summary>A line beside the progress.</summary>
    void Note(string text);
}
