using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Metering.Reads;
using UtilityBilling.Paging;

namespace UtilityBilling.Metering.Pages.Metering.Reads;

[Authorize(MeteringPermissions.Reads.View)]
public sealed class ReviewModel(IReadReviewAppService review, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "list")] public ReviewList List { get; set; }
    [BindProperty(SupportsGet = true, Name = "file")] public Guid? FileId { get; set; }
    [BindProperty] public ReviewForm Input { get; set; } = new();
    public PagedResult<ReviewRowDto> Rows { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Choices => ReviewForm.Choices(texts);
    private CancellationToken Aborted => HttpContext.RequestAborted;

    public async Task<IActionResult> OnGetAsync()
    {
        Rows = await review.ListAsync(new ReviewRequest(this.ListRequest()) { List = List, FileId = FileId }, Aborted);
        return this.PageOrPartial("_Review", this);
    }

    public Task<IActionResult> OnPostAcceptAsync() => DoneAsync(() => review.AcceptAsync(Input.Ids, Input.Reason, Input.Choice, Aborted), "Accepted");

    public Task<IActionResult> OnPostEstimateAsync() => DoneAsync(() => review.EstimateAsync(Input.Ids, Input.Reason, Aborted), "Estimated");

    public Task<IActionResult> OnPostReReadAsync() => DoneAsync(() => review.ReReadAsync(Input.Ids, Input.Reason ?? "", Aborted), "ReRead");

    public Task<IActionResult> OnPostSetAsideAsync() => DoneAsync(() => review.SetAsideAsync(Input.Ids, Input.Reason ?? "", Aborted), "SetAside");

    public Task<IActionResult> OnPostHoldAsync() => DoneAsync(() => review.HoldAsync(Input.Ids, Input.Until ?? default, Input.Reason ?? "", Aborted), "Held");

    private async Task<IActionResult> DoneAsync(Func<Task<int>> decide, string what)
    {
        await review.RequireFileAsync(FileId, Aborted);
        this.Alerts().Success(texts[$"Metering:Review.Done.{what}", await decide()]);
        return this.GoTo($"/Metering/Reads/Review?list={List}{(FileId is { } id ? $"&file={id}" : "")}");
    }
}
