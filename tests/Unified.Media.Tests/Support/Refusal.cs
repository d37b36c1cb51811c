namespace Unified.Media.Tests;

/// <summary>Returns the broken rules of a rejected call, as <c>code</c> or <c>code Field</c>.</summary>
internal static class Refusal
{
    public static async Task<string[]> OfAsync(Func<Task> call)
    {
        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(call);
        return [.. rejected.Reasons.Select(reason => reason.Field is { } field ? $"{reason.Code} {field}" : reason.Code)];
    }

    public static string Field(string field) => $"{RejectionCode.InvalidField} {field}";
}
