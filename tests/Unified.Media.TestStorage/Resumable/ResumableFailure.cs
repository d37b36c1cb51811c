namespace Unified.Media.TestStorage;

/// <summary>A refusal of the resumable routes: a real status and plain text.</summary>
internal sealed class ResumableFailure(int status, string text) : Exception(text)
{
    public int Status { get; } = status;

    /// <summary>The protocol's own refusals end with a line break, those of the storage do not.</summary>
    public static ResumableFailure Protocol(int status, string text) => new(status, text + "\n");

    public static ResumableFailure From(StorageFailure failure) =>
        new(int.Parse(failure.StatusCode, System.Globalization.CultureInfo.InvariantCulture), failure.Message);
}
