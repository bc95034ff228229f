using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Collections.Penalties;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Collections.Pages.Collections.Penalties;

[Authorize(CollectionsPermissions.Penalties.Assess)]
public sealed class IndexModel(IPenaltyAppService penalties, IStringLocalizer texts) : PageModel
{
    public PenaltyPreview Preview { get; private set; } = null!;

    public async Task OnGetAsync() => Preview = await penalties.PreviewAsync(HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync()
    {
        var done = await penalties.AssessAsync(HttpContext.RequestAborted);
        this.Alerts().Success(texts["Collections:Penalties.Assessed", done.Count, done.Total.ToString("N2", System.Globalization.CultureInfo.CurrentCulture)]);
        if (done.MoreWait)
            this.Alerts().Info(texts["Collections:Penalties.MoreWait"]);
        return this.GoTo("/Collections/Penalties");
    }
}
