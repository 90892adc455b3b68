;; The two products that a persona spends its time in, four numbers at once. All places are bytes in the memory; rows are `stride`
;; bytes apart, a multiple of 16, padded with zeros. Assembled into rows.wasm.ts by assemble-rows.ts; a test compares them.
(module
  (memory (import "rows" "memory") 1)

  ;; the sum of the four numbers of $v
  (func $sum (param $v v128) (result f32)
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $v)) (f32x4.extract_lane 1 (local.get $v)))
      (f32.add (f32x4.extract_lane 2 (local.get $v)) (f32x4.extract_lane 3 (local.get $v)))))

  ;; out[i] = row_i · vector, for $rows rows; two rows a round, two sums each
  (func (export "products") (param $matrix i32) (param $stride i32) (param $rows i32) (param $vector i32) (param $out i32)
    (local $end i32) (local $j i32) (local $next i32) (local $x v128)
    (local $a v128) (local $b v128)
    (local.set $end (i32.add (local.get $matrix) (i32.mul (local.get $rows) (local.get $stride))))
    (block $done
      (loop $each
        (br_if $done (i32.ge_u (local.get $matrix) (local.get $end)))
        ;; an odd last row is its own neighbour
        (local.set $next (i32.add (local.get $matrix) (local.get $stride)))
        (if (i32.ge_u (local.get $next) (local.get $end)) (then (local.set $next (local.get $matrix))))
        (local.set $a (v128.const f32x4 0 0 0 0))
        (local.set $b (v128.const f32x4 0 0 0 0))
        (local.set $j (i32.const 0))
        (loop $along
          (local.set $x (v128.load (i32.add (local.get $vector) (local.get $j))))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $x) (v128.load (i32.add (local.get $matrix) (local.get $j))))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $x) (v128.load (i32.add (local.get $next) (local.get $j))))))
          (local.set $j (i32.add (local.get $j) (i32.const 16)))
          (br_if $along (i32.lt_u (local.get $j) (local.get $stride))))
        (f32.store (local.get $out) (call $sum (local.get $a)))
        (if (i32.ne (local.get $next) (local.get $matrix)) (then (f32.store offset=4 (local.get $out) (call $sum (local.get $b)))))
        (local.set $out (i32.add (local.get $out) (i32.const 8)))
        (local.set $matrix (i32.add (local.get $matrix) (i32.mul (local.get $stride) (i32.const 2))))
        (br $each))))

  ;; out += sum of weights[i] · row_i, for $rows rows, a multiple of 4; four rows a round
  (func (export "accumulate") (param $matrix i32) (param $stride i32) (param $rows i32) (param $weights i32) (param $out i32)
    (local $end i32) (local $j i32) (local $r1 i32) (local $r2 i32) (local $r3 i32)
    (local $w0 v128) (local $w1 v128) (local $w2 v128) (local $w3 v128)
    (local.set $end (i32.add (local.get $matrix) (i32.mul (local.get $rows) (local.get $stride))))
    (block $done
      (loop $each
        (br_if $done (i32.ge_u (local.get $matrix) (local.get $end)))
        (local.set $r1 (i32.add (local.get $matrix) (local.get $stride)))
        (local.set $r2 (i32.add (local.get $r1) (local.get $stride)))
        (local.set $r3 (i32.add (local.get $r2) (local.get $stride)))
        (local.set $w0 (v128.load32_splat (local.get $weights)))
        (local.set $w1 (v128.load32_splat offset=4 (local.get $weights)))
        (local.set $w2 (v128.load32_splat offset=8 (local.get $weights)))
        (local.set $w3 (v128.load32_splat offset=12 (local.get $weights)))
        (local.set $j (i32.const 0))
        (loop $along
          (v128.store (i32.add (local.get $out) (local.get $j))
            (f32x4.add
              (v128.load (i32.add (local.get $out) (local.get $j)))
              (f32x4.add
                (f32x4.add
                  (f32x4.mul (local.get $w0) (v128.load (i32.add (local.get $matrix) (local.get $j))))
                  (f32x4.mul (local.get $w1) (v128.load (i32.add (local.get $r1) (local.get $j)))))
                (f32x4.add
                  (f32x4.mul (local.get $w2) (v128.load (i32.add (local.get $r2) (local.get $j))))
                  (f32x4.mul (local.get $w3) (v128.load (i32.add (local.get $r3) (local.get $j))))))))
          (local.set $j (i32.add (local.get $j) (i32.const 16)))
          (br_if $along (i32.lt_u (local.get $j) (local.get $stride))))
        (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
        (local.set $matrix (i32.add (local.get $r3) (local.get $stride)))
        (br $each)))))
