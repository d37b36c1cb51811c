namespace Unified.Media.Sqlite.Tests;

public sealed class SharedErrorTests
{
    [Fact]
    public void Each_call_of_a_failed_batch_gets_its_own_error()
    {
        var cause = new IOException("It is gone.");
        var error = new MediaProviderException("The disk failed.", "sqlite", cause)
        {
            Code = MediaErrorCode.OutcomeUnknown,
            OutcomeUnknown = true,
            IsTransient = true,
            RetryAfter = TimeSpan.FromSeconds(1),
        };

        var copy = Assert.IsType<MediaProviderException>(SqliteErrors.Copy(error));

        Assert.NotSame(error, copy);
        Assert.Equivalent(error, copy, strict: true);
    }
}
