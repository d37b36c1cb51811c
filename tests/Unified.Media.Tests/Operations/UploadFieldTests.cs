namespace Unified.Media.Tests;

public sealed class UploadFieldTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<TextField> LimitedFields =>
    [
        TextField.Title, TextField.Description, TextField.Alt, TextField.AttributionText, TextField.AttributionSourceUrl,
        TextField.GenerationPrompt, TextField.GenerationJobId, TextField.Tags,
    ];

    [Theory]
    [MemberData(nameof(LimitedFields))]
    public async Task Text_at_its_limit_is_stored_unchanged(TextField field)
    {
        await using var host = WatchedHost.InMemory();
        var text = new string('x', field.Limit - 2) + "🙂";

        var item = await host.Store.UploadUserImageAsync(Alice, field.Upload(text), Token);

        Assert.Equal(text, field.Read(item));
    }

    [Theory]
    [MemberData(nameof(LimitedFields))]
    public async Task Text_over_its_limit_is_rejected(TextField field)
    {
        await using var host = WatchedHost.InFolder();

        var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, field.Upload(new('x', field.Limit + 1)), Token));

        Assert.Equal([Refusal.Field(field.Name)], reasons);
        await host.AssertNothingLeftAsync(Alice);
    }

    public static TheoryData<TextField, string> BadTexts()
    {
        TheoryData<TextField, string> rows = [];
        TextField[] fields =
        [
            TextField.Title, TextField.Description, TextField.Alt, TextField.AttributionAuthor, TextField.GenerationModel, TextField.Tags,
        ];
        foreach (var field in fields)
        {
            foreach (var text in new[] { "a\uD800b", "a\uDC00", "a\uFFFEb", "a\0b", "a\u001B[31m", "a\u0085b" })
            {
                rows.Add(field, text);
            }
        }

        return rows;
    }

    // Enumerated at run time, because test discovery cannot serialize an unpaired surrogate.
    [Theory]
    [MemberData(nameof(BadTexts), DisableDiscoveryEnumeration = true)]
    public async Task Invalid_characters_are_rejected_once(TextField field, string text)
    {
        await using var host = WatchedHost.InMemory();

        var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, field.Upload(text), Token));

        Assert.Equal([Refusal.Field(field.Name)], reasons);
    }

    [Theory]
    [MemberData(nameof(LimitedFields))]
    public async Task Texts_are_trimmed_and_composed(TextField field)
    {
        await using var host = WatchedHost.InMemory();

        var item = await host.Store.UploadUserImageAsync(Alice, field.Upload(" \t Cafe\u0301 \n"), Token);

        Assert.Equal("Caf\u00E9", field.Read(item));
    }

    [Fact]
    public async Task Line_breaks_and_tabs_are_accepted()
    {
        await using var host = WatchedHost.InMemory();

        var item = await host.Store.UploadUserImageAsync(Alice, TextField.Description.Upload("one\r\ntwo\tthree"), Token);

        Assert.Equal("one\r\ntwo\tthree", item.Description);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public async Task Upload_accepts_at_most_50_tags(int count, bool accepted)
    {
        await using var host = WatchedHost.InMemory();
        string[] tags = [.. Enumerable.Range(1, count).Select(number => $"tag {number}")];
        var upload = new MediaUpload { Content = SmallImage.Content, Tags = tags };

        if (accepted)
        {
            Assert.Equal(tags, (await host.Store.UploadUserImageAsync(Alice, upload, Token)).Tags);
        }
        else
        {
            Assert.Equal([Refusal.Field("Tags")], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token)));
        }
    }

    [Fact]
    public async Task Tags_that_differ_in_case_spaces_or_composition_are_duplicates()
    {
        await using var host = WatchedHost.InMemory();
        var upload = new MediaUpload { Content = SmallImage.Content, Tags = [" Sea ", "SEA", "Caf\u00E9", "cafe\u0301", "sea", "Sky"] };

        Assert.Equal(["Sea", "Caf\u00E9", "Sky"], (await host.Store.UploadUserImageAsync(Alice, upload, Token)).Tags);
    }

    [Fact]
    public async Task Invalid_tag_is_rejected_beside_a_tag_with_the_same_key()
    {
        await using var host = WatchedHost.InMemory();
        var upload = new MediaUpload { Content = SmallImage.Content, Tags = ["a\uFFFD", "a\uD800"] };

        Assert.Equal([Refusal.Field("Tags")], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public async Task Empty_tag_is_rejected(string? tag)
    {
        await using var host = WatchedHost.InMemory();
        var upload = new MediaUpload { Content = SmallImage.Content, Tags = ["sea", tag!] };

        Assert.Equal([Refusal.Field("Tags")], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token)));
    }

    [Fact]
    public async Task One_error_names_every_broken_rule_of_fields_and_content()
    {
        await using var host = WatchedHost.InFolder(media => media.Configure(options =>
        {
            options.Images.MaxPixels = 10;
            options.Images.MaxSide = 3;
        }));
        var upload = new MediaUpload
        {
            Content = SmallImage.Content,
            Title = new('x', 256),
            Description = new('x', 5_001),
            Alt = new('x', 1_001),
            Tags = [""],
            Attribution = new() { License = new('x', 1_001) },
            Generation = new() { Style = new('x', 5_001) },
            Metadata = new() { ["text"] = new string('x', 17_000) },
            Visibility = Visibility.Draft,
            IdempotencyKey = "",
            Source = SourceType.Enhanced,
        };

        var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token));

        string[] fields =
            ["Source", "Title", "Description", "Alt", "Tags", "Attribution.License", "Generation.Style", "Metadata", "Visibility", "IdempotencyKey"];
        Assert.Equal([.. fields.Select(Refusal.Field), RejectionCode.TooManyPixels, RejectionCode.TooManyPixels], reasons);
        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task One_error_names_broken_fields_and_early_rejected_content()
    {
        await using var host = WatchedHost.InFolder();
        var upload = new MediaUpload { Content = SmallImage.Of("<svg/>"u8.ToArray()), Title = new('x', 256) };

        var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token));

        Assert.Equal([Refusal.Field("Title"), RejectionCode.Unrecognised], reasons);
        await host.AssertNothingLeftAsync(Alice);
    }

    public static TheoryData<string, bool> IdempotencyKeys => new()
    {
        { "k", true },
        { new('k', 255), true },
        { new('k', 256), false },
        { "", false },
        { "a\nb", false },
        { "a\0b", false },
        { "\uD800", false },
    };

    [Theory]
    [MemberData(nameof(IdempotencyKeys), DisableDiscoveryEnumeration = true)]
    public async Task Upload_rejects_an_invalid_idempotency_key(string key, bool accepted)
    {
        await using var host = WatchedHost.InMemory();
        var upload = new MediaUpload { Content = SmallImage.Content, IdempotencyKey = key };

        if (accepted)
        {
            await host.Store.UploadUserImageAsync(Alice, upload, Token);
        }
        else
        {
            Assert.Equal([Refusal.Field("IdempotencyKey")], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token)));
        }
    }
}
