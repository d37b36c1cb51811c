namespace Unified.Media.TestStorage;

/// <summary>A refusal as the real server words it: the HTTP status is mostly 400, the meaning is in the body.</summary>
internal sealed class StorageFailure(int status, string statusCode, string error, string message, string? code) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>The status that is meant.</summary>
    public string StatusCode { get; } = statusCode;

    public string Error { get; } = error;

    public string? Code { get; } = code;

    /// <summary>What the framework below the routes answers: a numeric <c>statusCode</c>.</summary>
    public bool Framework { get; init; }
}
