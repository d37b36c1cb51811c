#!/usr/bin/env bash
# Makes the little pictures and clips in samples/Quickstart/media, the same bytes on every run with the same tools.
# Runs on Debian 12. Expectations about the files are in tests/Unified.Media.Tests/Formats/ShippedMedia.cs:
# after a change here, check them by hand with ffprobe, exiftool, heif-info and webpinfo.
set -euo pipefail

out="$(cd "$(dirname "$0")/.." && pwd)/samples/Quickstart/media"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

missing=()
require() { [ -x "$1" ] || missing+=("$2"); }
require /usr/bin/convert-im6.q16 imagemagick
require /usr/bin/ffmpeg ffmpeg
require /usr/bin/cwebp webp
require /usr/bin/avifenc libavif-bin
require /usr/bin/heif-enc libheif-examples
require /usr/bin/exiftool libimage-exiftool-perl
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update
  apt-get install -y --no-install-recommends "${missing[@]}"
fi

magick=/usr/bin/convert-im6.q16
export SOURCE_DATE_EPOCH=1735689600 TZ=UTC
mkdir -p "$out"
find "$out" -type f ! -name README.md -delete

still() { "$magick" "$@" -strip -define png:exclude-chunks=date,time PNG24:"$work/scene.png"; mv "$work/scene.png" "$work/$scene.png"; }
video() { ffmpeg -hide_banner -loglevel error -nostdin -y -threads 1 -fflags +bitexact "$@"; }
exact=(-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact -threads 1)
h264=(-c:v libx264 -preset veryslow -pix_fmt yuv420p -x264-params threads=1)

# Scenes -------------------------------------------------------------------------------------------------------------

scene=harbour
still -size 640x480 'gradient:#3b6ea8-#f7d9b0' \
  -fill '#fff3c4' -draw 'circle 470,210 470,165' \
  -fill '#55708f' -draw 'polygon 0,290 90,215 170,260 280,190 380,270 470,235 560,275 640,230 640,300 0,300' \
  -fill '#2f6f8f' -draw 'rectangle 0,290 640,480' \
  -fill '#3d86a6' -draw 'rectangle 0,330 640,338' -draw 'rectangle 0,385 640,395' -draw 'rectangle 0,445 640,458' \
  -fill '#ffe9a8' -draw 'polygon 450,292 490,292 520,480 410,480' \
  -fill '#f5f1e8' -draw 'polygon 180,160 180,345 90,345' -fill '#d9542b' -draw 'polygon 190,190 190,345 265,345' \
  -fill '#3a2a22' -draw 'polygon 70,355 285,355 250,395 105,395' \
  -fill '#f5f1e8' -draw 'polygon 545,240 545,330 500,330' -fill '#3a2a22' -draw 'polygon 492,335 575,335 560,352 505,352' \
  -blur 0x0.7

scene=sunrise
still -size 640x400 'gradient:#27214f-#ff9a5a' \
  -fill '#ffd27a' -draw 'circle 320,300 320,215' \
  -fill '#7b4a78' -draw 'polygon 0,300 120,200 230,290 350,190 470,285 560,220 640,290 640,400 0,400' \
  -fill '#4d2f60' -draw 'polygon 0,340 100,280 210,345 330,270 450,345 560,285 640,335 640,400 0,400' \
  -fill '#241a3d' -draw 'polygon 0,375 150,330 300,380 460,335 640,380 640,400 0,400' -blur 0x0.6

scene=meadow
still -size 480x320 'gradient:#8cc8f2-#eaf6ff' \
  -fill '#ffffff' -draw 'ellipse 110,70 60,18 0,360' -draw 'ellipse 150,58 45,20 0,360' -draw 'ellipse 360,95 70,16 0,360' \
  -fill '#9ccf6a' -draw 'ellipse 120,330 320,130 0,360' -fill '#7fbb52' -draw 'ellipse 420,340 300,120 0,360' \
  -fill '#5c9c3f' -draw 'rectangle 0,275 480,320' \
  -fill '#6b4a2f' -draw 'rectangle 352,170 364,240' -fill '#3f7d3a' -draw 'circle 358,145 358,100' \
  -fill '#e4573d' -draw 'circle 60,290 60,285' -draw 'circle 130,300 130,295' -draw 'circle 230,288 230,283' \
  -fill '#f6c945' -draw 'circle 95,305 95,300' -draw 'circle 180,292 180,287' -draw 'circle 290,303 290,298' -blur 0x0.6

scene=dunes
still -size 400x300 'gradient:#7fb6d9-#fde6c0' \
  -fill '#e9b872' -draw 'polygon 0,190 90,150 200,200 310,140 400,180 400,300 0,300' \
  -fill '#d59a52' -draw 'polygon 0,235 120,180 240,250 330,200 400,230 400,300 0,300' \
  -fill '#b9783a' -draw 'polygon 0,275 140,225 290,285 400,250 400,300 0,300' -blur 0x0.8

scene=peaks
still -size 360x480 'gradient:#1d3557-#a8dadc' \
  -fill '#457b9d' -draw 'polygon 0,300 80,180 160,280 240,130 360,290 360,480 0,480' \
  -fill '#f1faee' -draw 'polygon 240,130 205,197 232,186 248,206 262,184 284,189' \
  -fill '#2f5673' -draw 'polygon 0,380 110,260 220,370 300,300 360,350 360,480 0,480' \
  -fill '#16324a' -draw 'polygon 0,440 180,370 360,430 360,480 0,480' -blur 0x0.6

scene=lagoon
still -size 320x240 'gradient:#56cfe1-#f8f1d4' \
  -fill '#2ec4b6' -draw 'ellipse 160,170 170,50 0,360' -fill '#7be0d2' -draw 'ellipse 170,185 110,26 0,360' \
  -fill '#e9d8a6' -draw 'ellipse 250,150 46,12 0,360' -fill '#6a994e' -draw 'circle 250,120 250,98' -blur 0x1

scene=nebula
still -seed 7 -size 96x96 plasma:'#2b1055-#f7797d' -blur 0x1.5

scene=fields
still -size 256x192 xc:'#d8c06a' \
  -fill '#7aa95c' -draw 'polygon 0,0 120,0 90,90 0,70' -fill '#a7c957' -draw 'polygon 120,0 256,0 256,60 90,90' \
  -fill '#386641' -draw 'polygon 0,70 90,90 70,192 0,192' -fill '#f2e8cf' -draw 'polygon 90,90 256,60 256,120 80,140' \
  -fill '#bc6c25' -draw 'polygon 80,140 256,120 256,192 70,192'

# A small sRGB profile of our own: D50 primaries and one parametric curve.
perl -e '
  sub s15 { pack "N", int($_[0] * 65536 + ($_[0] < 0 ? -0.5 : 0.5)) & 0xffffffff }
  sub xyz { "XYZ \0\0\0\0" . join "", map { s15($_) } @_ }
  sub text { my $t = join "", map { "\0$_" } split //, $_[0]; 
    my $x = "mluc\0\0\0\0" . pack("NNa4NN", 1, 12, "enUS", length $t, 28) . $t; $x . "\0" x (-length($x) & 3) }
  my $curve = "para\0\0\0\0" . pack("nn", 3, 0) . join "", map { s15($_) } 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045;
  my @blocks = (text("sRGB"), text("CC0"), xyz(0.9642, 1, 0.8249),
    xyz(0.43607, 0.22249, 0.01392), xyz(0.38515, 0.71687, 0.09708), xyz(0.14307, 0.06061, 0.71410), $curve);
  my @tags = (["desc", 0], ["cprt", 1], ["wtpt", 2], ["rXYZ", 3], ["gXYZ", 4], ["bXYZ", 5], ["rTRC", 6], ["gTRC", 6], ["bTRC", 6]);
  my $at = 132 + 12 * @tags; my @at = map { my $here = $at; $at += length; $here } @blocks;
  my $body = pack("N", scalar @tags) .
    join("", map { pack("a4NN", $_->[0], $at[$_->[1]], length $blocks[$_->[1]]) } @tags) . join "", @blocks;
  my $head = pack("Na4Na4a4a4n6a4", 128 + length $body, "", 0x04200000, "mntr", "RGB ", "XYZ ", 2025, 1, 1, 0, 0, 0, "acsp");
  $head .= "\0" x (68 - length $head) . s15(0.9642) . s15(1) . s15(0.8249);
  print $head, "\0" x (128 - length $head), $body;
' > "$work/srgb.icc"

gps=(-EXIF:GPSLatitude=57.7072 -EXIF:GPSLatitudeRef=N -EXIF:GPSLongitude=11.9668 -EXIF:GPSLongitudeRef=E
  -EXIF:GPSAltitude=12 -EXIF:GPSAltitudeRef=0)
camera=(-EXIF:Make=Unified -EXIF:Model=Media -EXIF:DateTimeOriginal='2025:01:01 08:30:00')

# Pictures -----------------------------------------------------------------------------------------------------------

"$magick" "$work/harbour.png" -rotate -90 -sampling-factor 4:2:0 -quality 72 -interlace none "$out/harbour.jpg"
exiftool -q -overwrite_original -n -EXIF:Orientation=6 "${camera[@]}" "${gps[@]}" -XMP:City=Gothenburg -Comment='Boats at rest' \
  "-icc_profile<=$work/srgb.icc" "$out/harbour.jpg"
"$magick" "$work/meadow.png" -sampling-factor 4:2:0 -quality 78 -interlace plane "$out/meadow.jpg"
"$magick" "$work/sunrise.png" -resize 320x200 -dither none -colors 96 -define png:compression-level=9 -define png:exclude-chunks=date,time \
  -strip PNG8:"$out/sunrise.png"
"$magick" "$work/nebula.png" -compress none -define bmp:format=bmp3 BMP3:"$out/nebula.bmp"
"$magick" "$work/fields.png" -compress LZW -define tiff:rows-per-strip=192 -strip "$out/fields.tif"
cwebp -quiet -q 78 -m 6 -exact "$work/sunrise.png" -o "$out/sunset.webp"
"$magick" "$work/fields.png" -alpha set -fill none -draw 'color 5,5 floodfill' PNG32:"$work/quilt.png"
cwebp -quiet -lossless -z 9 "$work/quilt.png" -o "$out/quilt.webp"

for i in 0 1 2 3 4 5 6 7; do
  phase=$((i * 20))
  "$magick" -size 160x120 'gradient:#10142e-#34427a' -fill '#f6efcf' -draw 'circle 80,60 80,20' \
    -fill '#1c2450' -draw "circle $((80 + phase - 70)),60 $((80 + phase - 70)),20" -dither none -colors 24 -strip PNG24:"$work/moon-$i.png"
  "$magick" -size 160x120 'gradient:#0e2a47-#2a628f' -fill '#ffe066' -draw "polygon 80,45 $((i * 22 - 20)),0 $((i * 22 + 25)),0" \
    -fill '#f2f2f2' -draw 'polygon 72,50 88,50 94,120 66,120' -fill '#d62828' -draw 'rectangle 69,75 91,88' \
    -fill '#222222' -draw 'rectangle 72,38 88,50' -fill '#1b3a4b' -draw 'rectangle 0,112 160,120' \
    -dither none -colors 32 -strip PNG24:"$work/lighthouse-$i.png"
  "$magick" -size 160x120 'gradient:#0b7a75-#19b5a5' -fill none -stroke '#d7f9f1' -strokewidth 2 \
    -draw "circle 80,60 80,$((60 + 4 + i * 6))" -draw "circle 80,60 80,$((60 + 4 + (i * 6 + 24) % 48))" -strip PNG24:"$work/ripple-$i.png"
done
"$magick" -delay 12 -loop 0 "$work"/moon-?.png -layers optimize GIF:"$out/moon.gif"
video -framerate 8 -i "$work/lighthouse-%d.png" "${exact[@]}" -plays 0 -pix_fmt rgb24 -f apng "$out/lighthouse.png"
img2webp -loop 0 -d 100 -lossy -q 70 -m 6 "$work"/ripple-?.png -o "$out/ripple.webp" > /dev/null 2>&1

"$magick" "$work/dunes.png" -quality 95 "$work/dunes.jpg"
exiftool -q -overwrite_original -n "${camera[@]}" "${gps[@]}" -XMP:Country=Namibia "$work/dunes.jpg"
avifenc --jobs 1 --speed 4 --min 20 --max 34 --irot 1 "$work/dunes.jpg" "$out/dunes.avif" > /dev/null
for tile in 0 1 2 3; do
  "$magick" "$work/peaks.png" -resize 256x256\! -crop "128x128+$((tile % 2 * 128))+$((tile / 2 * 128))" +repage PNG24:"$work/tile-$tile.png"
done
avifenc --jobs 1 --speed 6 --min 24 --max 36 --grid 2x2 "$work"/tile-?.png "$out/mosaic.avif" > /dev/null
video -framerate 8 -i "$work/ripple-%d.png" -pix_fmt yuv420p -strict -1 "$work/ripple.y4m"
avifenc --jobs 1 --speed 6 --min 30 --max 44 --fps 8 "$work/ripple.y4m" "$out/pond.avif" > /dev/null
perl -0777 -pi -e 's/(mvhd|tkhd|mdhd)(\x01...).{16}/$1 . $2 . "\0" x 16/ges' "$out/pond.avif"
"$magick" "$work/peaks.png" -quality 95 "$work/peaks.jpg"
heif-enc -q 45 "$work/peaks.jpg" -o "$out/peaks.heic" > /dev/null
exiftool -q -overwrite_original -n "${camera[@]}" "${gps[@]}" -XMP:City=Zermatt "$out/peaks.heic"
heif-enc -q 50 "$work/lagoon.png" -o "$out/lagoon.heif" > /dev/null
perl -0777 -pi -e 'substr($_, 0, unpack "N", $_) =~ s/heic/mif1/g' "$out/lagoon.heif"

# Clips --------------------------------------------------------------------------------------------------------------

waves='gradients=s=192x108:r=12:d=2:c0=0x0b3954:c1=0x87d2e0:c2=0x0b3954:nb_colors=3:x0=0:y0=0:x1=191:y1=107:seed=5:speed=0.04'
tone='sine=frequency=330:sample_rate=16000:duration=2'
video -f lavfi -i "$waves" -f lavfi -i "$tone" "${exact[@]}" "${h264[@]}" -crf 30 -c:a aac -b:a 16k -ac 1 "$out/waves.mp4"
video -f lavfi -i "$tone" -f lavfi -i "$waves" -map 0:a -map 1:v "${exact[@]}" "${h264[@]}" -crf 32 -c:a aac -b:a 16k -ac 1 \
  -metadata location='+57.7072+011.9668/' -movflags +faststart "$out/coast.mp4"
# Phones write the place as text. FFmpeg writes it as a 3GPP box of the same length, so it can be exchanged in place.
perl -0777 -pi -e 's/loci.{27}/"\xa9xyz" . pack("nn", 23, 0x15c7) . "+57.7072+011.9668+12.0\/"/es' "$out/coast.mp4"
video -f lavfi -i "$waves" "${exact[@]}" "${h264[@]}" -crf 32 -g 8 -movflags +frag_keyframe+empty_moov+default_base_moof "$out/stream.mp4"
video -f lavfi -i "gradients=s=160x96:r=12:d=1.5:c0=0x1d3557:c1=0xa8dadc:nb_colors=2:x0=0:y0=0:x1=159:y1=95:seed=3:speed=0.05" \
  "${exact[@]}" "${h264[@]}" -crf 30 "$work/upright.mp4"
video -i "$work/upright.mp4" -c copy -map_metadata -1 -fflags +bitexact -metadata:s:v rotate=270 \
  -metadata com.apple.quicktime.location.ISO6709='+46.0207+007.7491+1608/' \
  -metadata location='+46.0207+007.7491/' -movflags +use_metadata_tags -f mov "$out/glacier.mov"
video -f lavfi -i 'mandelbrot=s=128x96:r=10:end_scale=0.3:end_pts=10' -t 1 "${exact[@]}" "${h264[@]}" -crf 34 -f ipod "$out/fractal.m4v"
video -f lavfi -i "gradients=s=160x120:r=12:d=2:c0=0x06142e:c1=0x3ddc97:c2=0x46237a:nb_colors=3:x0=0:y0=0:x1=159:y1=119:seed=9:speed=0.03" \
  "${exact[@]}" -c:v libvpx-vp9 -b:v 0 -crf 45 -row-mt 0 -metadata LOCATION='+69.6492+018.9553/' -f webm "$out/aurora.webm"
life='life=s=96x72:r=8:rule=B3/S23:ratio=0.3:seed=11:mold=12:life_color=0x9ad1d4:death_color=0x14213d:mold_color=0x1b4965'
video -f lavfi -i "$life" -t 1 "${exact[@]}" "${h264[@]}" -crf 34 -f matroska "$out/garden.mkv"

cat > "$out/README.md" <<'TEXT'
Made by `eng/make-media.sh` with ImageMagick, FFmpeg, libwebp, libavif, libheif and ExifTool out of shapes, gradients and formulas.
No third-party content: everything here is drawn by that script, and the places in the metadata are made up.
TEXT

find "$out" -type f -size +32k -print | while read -r file; do echo "over 32 KiB: $file" >&2; exit 1; done
du -cb "$out"/* | tail -1
