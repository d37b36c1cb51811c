using MinimalApi;
using Unified.Media;

const long MaxUploadBytes = 64 * 1024 * 1024; // more than the default limit of images, because of the overhead of multipart

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxUploadBytes);
builder.Services.AddUnifiedMedia(media => media.UseEmbedded(Path.Combine(builder.Environment.ContentRootPath, "data")));
builder.Services.AddProblemDetails().AddExceptionHandler<MediaExceptionHandler>();

var app = builder.Build();
app.UseExceptionHandler();

// NOT FOR PRODUCTION: clients can put any name into this header. Take the user from an authenticated identity instead:
// MediaUser.FromClaims(context.User)
static MediaUser GetUser(HttpContext context) =>
    OwnerId.TryParse(context.Request.Headers["X-User"], out var id) ? MediaUser.For(id) : MediaUser.Anonymous;

var api = app.MapGroup("/api/media");

api.MapPost("/", async (HttpContext context, IUnifiedMediaStore store, IFormFile file, CancellationToken cancellationToken) =>
{
    await using var content = file.OpenReadStream();
    var item = await store.UploadUserImageAsync(GetUser(context), content, file.FileName, cancellationToken);
    return Results.Created(item.ContentUrl, MediaResponse.From(item));
}).DisableAntiforgery(); // the sample uses no cookies

api.MapGet("/", async (HttpContext context, IUnifiedMediaStore store, string? text, string? cursor, CancellationToken cancellationToken) =>
{
    var page = await store.GetUserUnifiedMediaAsync(GetUser(context), new() { Text = text, Cursor = cursor }, cancellationToken);
    return Results.Ok(new { Items = page.Items.Select(MediaResponse.From), page.NextCursor });
});

api.MapGet("/{id}/content", (HttpContext context, MediaId id) => new MediaContentResult(GetUser(context), id));

api.MapDelete("/{id}", async (HttpContext context, IUnifiedMediaStore store, MediaId id) =>
    await store.DeleteMediaUnifiedAsync(GetUser(context), id) ? Results.NoContent() : Results.NotFound());

app.Run();
