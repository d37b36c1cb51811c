namespace Unified.Media.Tests;

public sealed class RemoteContentOptionsTests
{
    [Fact]
    public void Defaults_are_as_documented()
    {
        var options = new RemoteContentOptions();

        Assert.Equal(TimeSpan.FromSeconds(60), options.TotalTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), options.IdleTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), options.ConnectTimeout);
        Assert.Equal(3, options.MaxRedirects);
        Assert.Empty(options.AllowedDevelopmentHosts);
        Assert.Empty(UnifiedMediaOptionsValidator.FindFailures(options));
    }

    [Fact]
    public void Every_failure_is_named()
    {
        var options = new RemoteContentOptions
        {
            TotalTimeout = TimeSpan.FromHours(2),
            IdleTimeout = TimeSpan.Zero,
            ConnectTimeout = TimeSpan.FromHours(3),
            MaxRedirects = 11,
            AllowedDevelopmentHosts = { "localhost" },
        };

        var failures = UnifiedMediaOptionsValidator.FindFailures(options);

        Assert.Equal(
            [
                "Remote:TotalTimeout is 02:00:00: it must be greater than zero and at most 01:00:00.",
                "Remote:IdleTimeout is 00:00:00: it must be greater than zero and at most TotalTimeout (02:00:00).",
                "Remote:ConnectTimeout is 03:00:00: it must be greater than zero and at most TotalTimeout (02:00:00).",
                "Remote:MaxRedirects is 11: it must be between 0 and 10.",
                "Remote:AllowedDevelopmentHosts has 'localhost': an entry must be a host and a port, such as localhost:5001.",
            ],
            failures);
    }

    [Theory]
    [InlineData("localhost:5001")]
    [InlineData("LOCALHOST:80")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("[::1]:5001")]
    [InlineData("media.internal:443")]
    public void A_host_with_its_port_is_valid(string host) => Assert.Empty(UnifiedMediaOptionsValidator.FindFailures(Allowing(host)));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(":5001")]
    [InlineData("localhost")]
    [InlineData("localhost:")]
    [InlineData("localhost:99999")]
    [InlineData("*:5001")]
    [InlineData("*.internal:5001")]
    [InlineData("http://localhost:5001")]
    [InlineData("localhost:5001/")]
    [InlineData("user@localhost:5001")]
    [InlineData("127.1:5001")]
    [InlineData("::1:5001")]
    [InlineData(" localhost:5001")]
    [InlineData("bücher.test:5001")]
    public void Any_other_entry_is_a_failure(string? host) => Assert.Single(UnifiedMediaOptionsValidator.FindFailures(Allowing(host!)));

    [Theory]
    [InlineData("http://localhost:5001/a?b", true)]
    [InlineData("https://LocalHost:5001/", true)]
    [InlineData("http://localhost:5002/", false)]
    [InlineData("http://localhost/", false)]
    [InlineData("http://localhost.evil.test:5001/", false)]
    [InlineData("http://evil-localhost:5001/", false)]
    [InlineData("http://127.0.0.1:5001/", false)]
    public void Only_exactly_that_host_and_port_are_a_development_host(string uri, bool expected) =>
        Assert.Equal(expected, Allowing("localhost:5001").IsDevelopmentHost(new Uri(uri)));

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public void Redirects_go_from_none_to_ten(int redirects, int failures) =>
        Assert.Equal(failures, UnifiedMediaOptionsValidator.FindFailures(new RemoteContentOptions { MaxRedirects = redirects }).Count());

    private static RemoteContentOptions Allowing(string host) => new() { AllowedDevelopmentHosts = { host } };
}
